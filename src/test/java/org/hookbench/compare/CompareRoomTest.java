package org.hookbench.compare;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Computing is apart from rendering, and from the kernel. */
@AnalyzeClasses(
    packages = "org.hookbench.compare",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CompareRoomTest {
  @ArchTest
  static final ArchRule COMPUTES_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hookbench.report..",
              "org.hookbench.cli..",
              "org.hookbench.ffi..",
              "org.hookbench.kernel..",
              "org.hookbench.bpf..",
              "org.hookbench.netlink..",
              "jnr..",
              "picocli..",
              "org.apache.commons.math3..");
}
