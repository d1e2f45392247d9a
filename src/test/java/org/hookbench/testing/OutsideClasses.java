package org.hookbench.testing;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes of a user's: compiled against the jar, with JMH's annotation processor. */
public final class OutsideClasses {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

  private OutsideClasses() {}

  /**
   * Compiles a class.
   *
   * @param source its text
   * @param classPath what it is compiled against
   * @param to the folder for the classes, and for JMH's list of benchmarks
   * @throws AssertionError with the compiler's words
   */
  public static void compile(String source, String classPath, Path to) throws IOException {
    Files.createDirectories(to);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                words,
                null,
                null,
                List.of("-d", to.toString(), "-cp", classPath, "-processorpath", jmhProcessor()),
                null,
                List.of(file(source)))
            .call();
    if (!compiled) {
      throw new AssertionError(words.toString());
    }
  }

  /** The text of the first Java class that a document shows. */
  public static String shownIn(Path document) throws IOException {
    Matcher block = Pattern.compile("(?s)```java\\R(.*?)```").matcher(Files.readString(document));
    if (!block.find()) {
      throw new AssertionError(document + " shows no Java class");
    }
    return block.group(1);
  }

  private static String jmhProcessor() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            jar -> jar.matches(".*/jmh-(generator|core).*\\.jar|.*/(jopt|commons-math).*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static JavaFileObject file(String source) {
    Matcher type = CLASS.matcher(source);
    Matcher room = PACKAGE.matcher(source);
    if (!type.find() || !room.find()) {
      throw new AssertionError("no class with a package in: " + source);
    }
    String path = room.group(1).replace('.', '/') + "/" + type.group(1);
    return new SimpleJavaFileObject(
        URI.create("string:///" + path + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return source;
      }
    };
  }
}
