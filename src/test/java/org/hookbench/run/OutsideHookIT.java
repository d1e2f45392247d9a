package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.hookbench.framework.hook.HookProvider;
import org.hookbench.kernel.bpf.ProgramProvider;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.OutsideProject;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hook and a program of another project's, compiled against the jar and put beside it. */
@KernelTest
@Tag(JarRun.NEEDED)
class OutsideHookIT {
  private static final String SHORT = "UdpPackets -f 1 -i 5 -wi 1 -Dhookbench.save=run.json";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void aHookIsListedBehindOursAndMeasured() throws Exception {
    OutsideProject outside =
        new OutsideProject(folder)
            .compile("GenericXdpLink")
            .service(HookProvider.class, "GenericXdpLink");

    JarRun.Outcome hooks = outside.run("hooks");
    assertEquals(0, hooks.exitCode(), hooks.toString());
    // two tables, in each of which it is the last
    String[] tables = hooks.out().strip().split("\\R\\s*\\R");
    assertEquals(2, tables.length, hooks.toString());
    String row = tables[0].lines().reduce((a, b) -> b).orElseThrow().strip();
    assertTrue(row.matches("xdpgeneric-link +Linux 5\\.9 .* yes"), row);
    row = tables[1].lines().reduce((a, b) -> b).orElseThrow().strip();
    assertTrue(row.matches("xdpgeneric-link +generic XDP, attached by a link"), row);

    JarRun.Outcome run = outside.run((SHORT + " -p hook=xdpgeneric,xdpgeneric-link").split(" "));
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("xdpgeneric-link "), run.toString());
    assertEquals("", run.leftInTmp(), run.toString());

    JarRun.Outcome doctor = outside.run("doctor");
    assertTrue(doctor.out().contains(" xdpgeneric-link "), doctor.toString());
  }

  /** What a hook of the name would hide can't be seen in a table. */
  @Test
  void aHookOfANameThatIsTakenIsRefusedInOneLine() throws Exception {
    String source =
        OutsideProject.source("GenericXdpLink.java").replace("\"xdpgeneric-link\"", "\"tc\"");
    OutsideProject outside =
        new OutsideProject(folder)
            .compileSource(source)
            .service(HookProvider.class, "GenericXdpLink");
    JarRun.Outcome run = outside.run("hooks");
    assertEquals(64, run.exitCode(), run.toString());
    assertEquals(
        "hookbench: the name 'tc' is given twice, by org.hookbench.framework.hook.BuiltinHooks and"
            + " by outside.GenericXdpLink\n",
        run.err());
  }

  @Test
  void aHookThatCantBeLoadedIsNamedInOneLine() throws Exception {
    OutsideProject outside = new OutsideProject(folder).service(HookProvider.class, "Missing");
    for (String[] command : List.of(new String[] {"hooks"}, new String[] {"-p", "hook=tc"})) {
      JarRun.Outcome run = outside.run(command);
      assertEquals(64, run.exitCode(), run.toString());
      assertEquals("", run.out(), run.toString());
      assertEquals(
          "hookbench: an extension can't be loaded: org.hookbench.framework.hook.HookProvider:"
              + " Provider outside.Missing not found; fix it, or take it off the class path\n",
          run.err());
    }
    // what has no use for hooks does not look for them
    assertEquals(0, outside.run("--version").exitCode());
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void aProgramIsListedAndAttachedWithItsConstants() throws Exception {
    OutsideProject outside =
        new OutsideProject(folder)
            .compile("Accept")
            .file("accept.bpf.o", BpfCompiler.compile(OutsideProject.source("accept.bpf.c")))
            .service(ProgramProvider.class, "Accept");

    JarRun.Outcome programs = outside.run("programs");
    assertEquals(0, programs.exitCode(), programs.toString());
    assertTrue(programs.out().contains("accepts what is not of a mark"), programs.toString());
    assertTrue(programs.out().contains("the mark whose packets are dropped"), programs.toString());

    String arguments = SHORT + " -p hook=tc,tcx -p depth=1,2 -p program=accept@mark=9";
    JarRun.Outcome run = outside.run(arguments.split(" "));
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("tcx*2/accept@mark=9"), run.toString());
    assertFalse(run.out().contains("UNTRUSTED"), run.toString());

    JarRun.Outcome wrong = outside.run("-p", "hook=nf-prerouting", "-p", "program=accept");
    assertEquals(64, wrong.exitCode(), wrong.toString());
    assertTrue(
        wrong.err().startsWith("hookbench: program accept is not for hook=nf-prerouting; it fits"),
        wrong.toString());
    assertEquals(1, wrong.err().lines().count(), wrong.toString());
  }
}
