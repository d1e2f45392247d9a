package org.hookbench.tool.compare;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Computing is apart from rendering, and from the kernel. */
@AnalyzeClasses(
    packages = "org.hookbench.tool.compare",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CompareRoomTest {
  @ArchTest
  static final ArchRule COMPUTES_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.hookbench.tool.report..",
              "org.hookbench.tool.cli..",
              "org.hookbench.kernel.ffi..",
              "org.hookbench.kernel.sys..",
              "org.hookbench.kernel.bpf..",
              "org.hookbench.kernel.netlink..",
              "jnr..",
              "picocli..",
              "org.apache.commons.math3..");
}
