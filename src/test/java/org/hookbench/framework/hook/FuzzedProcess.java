package org.hookbench.framework.hook;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.hookbench.UsageException;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.ObjectFile;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.sys.KernelException;

/** Opens and loads one object after the other, as {@link TrialProcess} does with one. */
final class FuzzedProcess {
  private FuzzedProcess() {}

  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(System.out);
    try {
      while (true) {
        byte[] bytes = in.readNBytes(in.readInt());
        out.writeUTF(answer(bytes));
        out.flush();
      }
    } catch (EOFException e) {
      System.exit(0);
    }
  }

  private static String answer(byte[] bytes) {
    boolean open = false;
    try (BpfObject object = BpfObject.open(ObjectFile.of("object", bytes), "on_tc")) {
      open = true;
      object.constants();
      object.programs().forEach(object::section);
      object.load("on_tc", ProgramKind.TC.type());
      return "loaded all the same";
    } catch (ObjectFileException e) {
      return "refused by libbpf when opened";
    } catch (KernelException | UsageException e) {
      return open ? "refused by libbpf or the kernel when loaded" : "! at open: " + e;
    } catch (RuntimeException | Error e) {
      StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
      return "! " + e + " at " + at;
    }
  }
}
