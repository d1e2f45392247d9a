package org.hookbench.tool.input;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The package is pure: the JDK and Jackson, and of HookBench what finds extensions. */
@AnalyzeClasses(
    packages = "org.hookbench.tool.input",
    importOptions = ImportOption.DoNotIncludeTests.class)
class InputRoomTest {
  @ArchTest
  static final ArchRule PURE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.fasterxml.jackson..",
              "org.apiguardian..",
              "org.jspecify..",
              "org.hookbench",
              "org.hookbench.tool.input..");
}
