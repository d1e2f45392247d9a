package org.hookbench.kernel.ffi;

import com.kenai.jffi.internal.StubLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.hookbench.ErrorMessage;

/**
 * Loads jffi's own library, through which all foreign calls go. It comes in the jar, and the JVM
 * loads only from a file with a real path: so it is written to a {@link PrivateFolder}, compared
 * with the jar's, loaded, and the folder is deleted while the library stays mapped.
 *
 * <p>jffi would do this itself, in {@code java.io.tmpdir} or else in the working directory, which
 * may belong to a user whom root must not run code of. It never gets there: what it looks for first
 * is loaded already, and where that failed no class of jffi's is touched.
 */
final class JffiLibrary {
  private static final String JFFI_PATH = "jffi.boot.library.path";

  // jffi's own classes that know its name would load it
  private static final String NAME = "libjffi-1.2.so";
  private static final String STUB_LOADER = "com.kenai.jffi.internal.StubLoader";

  private JffiLibrary() {}

  /**
   * Loads it.
   *
   * @return why it could not be loaded, in one line with what to do; empty if it was
   */
  static Optional<String> load() {
    String arch = System.getProperty("os.arch");
    byte[] library;
    try {
      library = resource("/jni/" + cpu(arch) + "-Linux/" + NAME);
    } catch (IOException e) {
      return Optional.of("jffi, which foreign calls go through, has no library for " + arch);
    }
    prepare();
    Map<String, List<Path>> refusals = new LinkedHashMap<>();
    for (Path base : bases()) {
      try {
        loadThrough(base, library);
        System.setProperty(Ffi.FOLDER, base.toString());
        return Optional.empty();
      } catch (IOException e) {
        refusals.computeIfAbsent(reason(e), r -> new ArrayList<>()).add(base);
      }
    }
    return Optional.of(
        "jffi's library, which foreign calls go through, can't be loaded: "
            + refusals.entrySet().stream()
                .map(r -> paths(r.getValue()) + ": " + r.getKey())
                .collect(Collectors.joining("; "))
            + ". -D"
            + Ffi.FOLDER
            + "=FOLDER names a folder that only you can write to and that is not mounted noexec");
  }

  /** Where it is tried: not in {@code java.io.tmpdir}, which is elsewhere while we measure. */
  private static List<Path> bases() {
    String given = System.getProperty(Ffi.FOLDER);
    if (given != null) {
      return List.of(Path.of(given).toAbsolutePath());
    }
    List<Path> bases = new ArrayList<>();
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/")) {
      bases.add(Path.of(runtime));
    }
    bases.addAll(
        List.of(Path.of("/run"), Path.of("/dev/shm"), Path.of("/tmp"), Path.of("/var/tmp")));
    // "?" for a user without one
    Optional.of(Path.of(System.getProperty("user.home")))
        .filter(Path::isAbsolute)
        .ifPresent(bases::add);
    return bases;
  }

  /** What takes jffi long: done before, the folder is there for a few ms only. */
  private static void prepare() {
    Logger.getLogger(STUB_LOADER).isLoggable(Level.FINEST);
    try {
      Class.forName(STUB_LOADER, false, JffiLibrary.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("jffi is not in the jar", e);
    }
  }

  private static void loadThrough(Path base, byte[] library) throws IOException {
    if (base.toString().indexOf(':') >= 0) {
      throw new IOException("its path has a colon, which would part it in two");
    }
    try (PrivateFolder folder = PrivateFolder.below(base)) {
      Path file = folder.path().resolve(NAME);
      write(file, library);
      verify(folder.path(), file, library);
      System.load(file.toString());
      handOver(folder.path());
    } catch (UnsatisfiedLinkError e) {
      throw new IOException(ErrorMessage.of(e).replaceFirst("^(/\\S+: )+", ""), e);
    }
  }

  private static void write(Path file, byte[] library) throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(library);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
  }

  /** Some file systems have no owners, or others' (FAT, FUSE, NFS with root squashed). */
  private static void verify(Path folder, Path file, byte[] library) throws IOException {
    if (!Ownership.isOursAlone(folder) || !Ownership.isOursAlone(file)) {
      throw new IOException("what is made there is not this user's alone");
    }
    if (!Arrays.equals(Files.readAllBytes(file), library)) {
      throw new IOException("the file that was written there is not as it was written");
    }
  }

  /** jffi loads the same path, which the JVM then has already. */
  private static void handOver(Path folder) throws IOException {
    String before = System.getProperty(JFFI_PATH);
    System.setProperty(JFFI_PATH, folder.toString());
    try {
      if (!StubLoader.isLoaded()) {
        throw new IOException("jffi refused it: " + StubLoader.getFailureCause());
      }
    } finally {
      if (before == null) {
        System.clearProperty(JFFI_PATH);
      } else {
        System.setProperty(JFFI_PATH, before);
      }
    }
  }

  /** As jffi's folders are called: after uname's machine, where the JVM has another name. */
  private static String cpu(String arch) {
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = JffiLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile().startsWith("/proc/")
          ? "there is no " + missing.getFile() + ", is /proc mounted?"
          : "does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "not allowed to write there";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return ErrorMessage.of(e);
  }

  private static String paths(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
