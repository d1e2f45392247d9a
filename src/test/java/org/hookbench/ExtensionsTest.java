package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsTest {
  @TempDir Path folder;

  /** A service. */
  public interface Words {
    List<String> words();
  }

  /** What comes with HookBench. */
  public static final class Ours implements Words {
    @Override
    public List<String> words() {
      return List.of("tc", "xdp");
    }
  }

  /** Another's, whose names are those of a test. */
  public static class Theirs implements Words {
    private final String[] words;

    Theirs(String... words) {
      this.words = words;
    }

    @Override
    public List<String> words() {
      return Arrays.asList(words);
    }
  }

  /** One that fails when it is made. */
  public static final class Unlicensed extends Theirs {
    public Unlicensed() {
      throw new IllegalStateException("no licence");
    }
  }

  /** One that fails when it is asked. */
  public static final class Failing implements Words {
    @Override
    public List<String> words() {
      throw new UnsupportedOperationException("not on a Sunday");
    }
  }

  private static Map<String, String> read(Iterable<Words> providers) {
    return new Extensions<>(Words.class, Ours.class, Words::words, Function.identity())
        .read(providers);
  }

  private static String refusal(Words... providers) {
    String said =
        assertThrows(ExtensionException.class, () -> read(List.of(providers))).getMessage();
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  /** A folder on the class path stands before the jar as often as behind it. */
  @Test
  void oursComeFirstWhereverTheyAreFound() {
    assertEquals(
        List.of("tc", "xdp", "zz", "aa"),
        List.copyOf(read(List.of(new Theirs("zz", "aa"), new Ours())).keySet()));
  }

  @Test
  void aNameThatIsGivenTwiceIsRefusedWithBothClasses() {
    assertEquals(
        "the name 'xdp' is given twice, by org.hookbench.ExtensionsTest$Ours and by"
            + " org.hookbench.ExtensionsTest$Theirs",
        refusal(new Theirs("xdp"), new Ours()));
    assertEquals(
        "org.hookbench.ExtensionsTest$Theirs gives the name 'a' twice",
        refusal(new Ours(), new Theirs("a", "a")));
  }

  /** A list of names is joined by commas, a program's constants stand behind an @. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "a b", "tcx*2", "a/b", "a@b", "-x", "a\nb", "a:b", "a=b"})
  void aNameThatTheCommandLineCantHaveIsRefused(String name) {
    String said = refusal(new Ours(), new Theirs(name));
    assertTrue(said.startsWith("org.hookbench.ExtensionsTest$Theirs gives the name '"), said);
  }

  @Test
  void whatFailsIsNamedWithItsReason() {
    assertTrue(refusal(new Ours(), new Theirs((String) null)).contains("ExtensionsTest$Theirs"));
    assertEquals(
        "the extension org.hookbench.ExtensionsTest$Failing can't be used:"
            + " java.lang.UnsupportedOperationException: not on a Sunday;"
            + " fix it, or take it off the class path",
        refusal(new Ours(), new Failing()));
  }

  /** A jar that was shaded without merging would have no hook of ours and say nothing. */
  @Test
  void aJarWithoutOursIsRefused() {
    String said = refusal(new Theirs("a"));
    assertTrue(said.contains("org.hookbench.ExtensionsTest$Ours"), said);
    assertTrue(said.contains("META-INF/services/org.hookbench.ExtensionsTest$Words"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.hookbench.NoSuchClass",
        "org.hookbench.ExtensionsTest$Unlicensed",
        "org.hookbench.ExtensionsTest",
        "no class name at all"
      })
  void aServiceThatCantBeLoadedIsNamed(String provider) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Words.class.getName()), provider + "\n");
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      ServiceLoader<Words> found = ServiceLoader.load(Words.class, loader);
      String said = assertThrows(ExtensionException.class, () -> read(found)).getMessage();
      assertTrue(said.startsWith("an extension can't be loaded: "), said);
      assertTrue(said.contains(provider) || provider.contains(" "), said);
      assertEquals(provider.endsWith("Unlicensed"), said.contains("no licence"), said);
      assertTrue(said.contains(Words.class.getName()), said);
      assertFalse(said.contains("\n"), said);
    }
  }

  /** A class file of a later Java, or one whose superclass is missing. */
  @Test
  void aDamagedClassIsNoInternalError() throws IOException {
    Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        folder.resolve("META-INF/services/" + Words.class.getName()), "broken.Damaged\n");
    Files.createDirectories(folder.resolve("broken"));
    Files.write(folder.resolve("broken/Damaged.class"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      ServiceLoader<Words> found = ServiceLoader.load(Words.class, loader);
      String said = assertThrows(ExtensionException.class, () -> read(found)).getMessage();
      assertTrue(said.contains("broken/Damaged") || said.contains("broken.Damaged"), said);
      assertTrue(said.contains(Words.class.getName()), said);
    }
  }

  /** An object of a class that is none of ours stands for an extension. */
  @Test
  void failureInUseNamesTheClassWhatItDidAndWhy() {
    RuntimeException e = Extensions.failure("", "attach", new IllegalStateException("no licence"));
    assertEquals(
        "the extension java.lang.String failed to attach: java.lang.IllegalStateException: no"
            + " licence; fix it, or take it off the class path",
        e.getMessage());
    assertEquals(ExtensionException.class, e.getClass());
    String lambda =
        Extensions.failure(Function.identity(), "answer", new NoClassDefFoundError("x"))
            .getMessage();
    assertTrue(lambda.startsWith("the extension java.util.function.Function failed to"), lambda);
  }

  @Test
  void failureOfOursAndWordsOfOursStayWhatTheyAre() {
    RuntimeException bug = new IllegalStateException("a bug");
    assertEquals(bug, Extensions.failure(new Ours(), "attach", bug));
    Error error = new NoClassDefFoundError("x");
    assertEquals(
        error,
        assertThrows(
            NoClassDefFoundError.class, () -> Extensions.failure(new Ours(), "attach", error)));
    RuntimeException mistake = new UsageException("use another");
    assertEquals(mistake, Extensions.failure("", "attach", mistake));
  }
}
