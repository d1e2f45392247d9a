package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/**
 * The public API, which is what has the annotation {@link API}, against a recorded baseline:
 * nothing in it may be gone or different, and no type in it may get an abstract method, which those
 * who implement it lack. What is new is allowed, and is recorded with the next release or change.
 * {@code -Dtest.jvm.args=-Dgolden.write=true} records what there is; a change that breaks users
 * also belongs into CHANGELOG.md.
 *
 * <p>It is a text, not a jar for japicmp, since there is no release yet whose jar a build could
 * fetch, and since a change of it can be read in a diff.
 */
class PublicApiTest {
  private static final Path BASELINE =
      Path.of("src", "test", "resources", "org", "hookbench", "public-api.txt");

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  @Test
  void nothingRecordedIsGoneOrDifferent() throws IOException {
    Set<String> now = new TreeSet<>();
    types().forEach(type -> describe(type).forEach(now::add));
    if (Boolean.getBoolean("golden.write")) {
      Files.write(BASELINE, now);
    }
    List<String> recorded = Files.readAllLines(BASELINE);
    assertFalse(recorded.isEmpty());

    List<String> gone = recorded.stream().filter(line -> !now.contains(line)).toList();
    assertEquals(List.of(), gone, "these are no longer so in the public API, see " + BASELINE);

    Set<String> known = recorded.stream().map(PublicApiTest::owner).collect(Collectors.toSet());
    List<String> demanded =
        now.stream()
            .filter(line -> !recorded.contains(line) && known.contains(owner(line)))
            .filter(line -> line.contains(": public abstract ") || line.contains(": protected abs"))
            .toList();
    assertEquals(List.of(), demanded, "those who implement these types lack these methods");
  }

  /** The annotated types, and the public ones that are nested in them. */
  private static Stream<Class<?>> types() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.hookbench")
            .stream()
            .filter(type -> type.isAnnotatedWith(API.class))
            .<Class<?>>map(JavaClass::reflect)
            .flatMap(PublicApiTest::withNested)
            .distinct();
  }

  private static Stream<Class<?>> withNested(Class<?> type) {
    return Stream.concat(
        Stream.of(type),
        Arrays.stream(type.getDeclaredClasses())
            .filter(nested -> isVisible(nested.getModifiers()))
            .flatMap(PublicApiTest::withNested));
  }

  /**
   * A line for the type, and one for each member that others see, each with the type's name. What
   * every object has, and a record has anew, is left out.
   */
  private static Stream<String> describe(Class<?> type) {
    String parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .filter(name -> !name.equals("java.lang.Object"))
            .collect(Collectors.joining(", "));
    Stream<Member> members =
        Stream.of(
                type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
            .flatMap(Arrays::stream);
    return Stream.concat(
            Stream.of(type.toGenericString() + (parents.isEmpty() ? "" : " is " + parents)),
            members
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .filter(member -> !OF_EVERY_OBJECT.contains(member.getName()))
                .map(PublicApiTest::text))
        .map(line -> type.getName() + ": " + line);
  }

  private static String text(Member member) {
    return member instanceof Executable executable
        ? executable.toGenericString()
        : ((Field) member).toGenericString();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String owner(String line) {
    return line.substring(0, line.indexOf(": "));
  }
}
