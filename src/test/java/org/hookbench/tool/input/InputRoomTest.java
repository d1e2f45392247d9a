package org.hookbench.tool.input;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The room is pure: the JDK and Jackson, nothing else of HookBench. */
@AnalyzeClasses(
    packages = "org.hookbench.tool.input",
    importOptions = ImportOption.DoNotIncludeTests.class)
class InputRoomTest {
  @ArchTest
  static final ArchRule PURE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.hookbench.tool.input..");
}
