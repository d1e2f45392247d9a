package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** What is public API ({@code @API}) can be used with nothing else of ours. */
class ApiSignaturesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.hookbench");

  /** What an extension author can't do without. */
  private static final Set<String> EXTENSION_POINTS =
      Set.of(
          "org.hookbench.framework.HookBenchmark",
          "org.hookbench.framework.hook.HookProvider",
          "org.hookbench.kernel.bpf.ProgramProvider",
          "org.hookbench.framework.profile.LaneProfilerProvider",
          "org.hookbench.tool.report.ReportFormatProvider",
          "org.hookbench.tool.input.InputFormatProvider",
          "org.hookbench.tool.doctor.CheckProvider");

  @Test
  void itsSignaturesNameOnlyItselfTheJdkAndJmh() {
    Set<String> others = new TreeSet<>();
    for (JavaClass type : OURS) {
      if (isApi(type) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        signature(type)
            .filter(t -> !isAllowed(t))
            .forEach(t -> others.add(type.getName() + " has " + t.getName()));
      }
    }
    assertEquals(Set.of(), others);
  }

  @Test
  void theExtensionPointsArePublicApi() {
    Set<String> api =
        OURS.stream()
            .filter(ApiSignaturesTest::isApi)
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertTrue(api.containsAll(EXTENSION_POINTS), api.toString());
    for (JavaClass type : OURS) {
      if (isAnnotated(type, API.Status.EXPERIMENTAL)) {
        assertTrue(type.getModifiers().contains(JavaModifier.PUBLIC), type.getName());
        assertEquals("0.1", type.getAnnotationOfType(API.class).since(), type.getName());
      }
    }
  }

  /** A nested type is what the one around it is. */
  private static boolean isApi(JavaClass type) {
    return isAnnotated(type, API.Status.EXPERIMENTAL)
        || type.getEnclosingClass().map(ApiSignaturesTest::isApi).orElse(false);
  }

  private static boolean isAnnotated(HasAnnotations<?> element, API.Status status) {
    return element
        .tryGetAnnotationOfType(API.class)
        .map(api -> api.status() == status)
        .orElse(false);
  }

  private static boolean isAllowed(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.isPrimitive()
        || base.getPackageName().startsWith("java.")
        || base.getPackageName().startsWith("org.openjdk.jmh.")
        || isApi(base);
  }

  /** The types that whoever uses or extends a type sees. */
  private static Stream<JavaClass> signature(JavaClass type) {
    Stream<JavaType> above =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaType> ofFields =
        type.getFields().stream().filter(ApiSignaturesTest::isVisible).map(JavaField::getType);
    Stream<JavaType> ofCode =
        type.getCodeUnits().stream()
            .filter(ApiSignaturesTest::isVisible)
            .filter(c -> !isCanonicalConstructor(type, c))
            .flatMap(ApiSignaturesTest::types);
    return Stream.of(above, ofFields, ofCode)
        .flatMap(s -> s)
        .flatMap(t -> t.getAllInvolvedRawTypes().stream());
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> m = member.getModifiers();
    return (m.contains(JavaModifier.PUBLIC) || m.contains(JavaModifier.PROTECTED))
        && !m.contains(JavaModifier.SYNTHETIC)
        && !isAnnotated(member, API.Status.INTERNAL);
  }

  /** A record's components are looked at as its accessors, which can be internal one by one. */
  private static boolean isCanonicalConstructor(JavaClass type, JavaCodeUnit code) {
    return type.isRecord()
        && code instanceof JavaConstructor
        && code.getRawParameterTypes().size()
            == type.getFields().stream()
                .filter(f -> !f.getModifiers().contains(JavaModifier.STATIC))
                .count();
  }

  private static Stream<JavaType> types(JavaCodeUnit code) {
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getExceptionTypes().stream())
        .flatMap(s -> s)
        .map(JavaType.class::cast);
  }
}
