package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The build checks for null only what is marked. */
class NullMarkedTest {
  @Test
  void everyPackageIsMarked() {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/hookbench/bench/"))
            .importPackages("org.hookbench");
    List<JavaPackage> packages = main.stream().map(c -> c.getPackage()).distinct().toList();
    assertTrue(packages.size() > 20, () -> packages.toString());
    assertEquals(
        List.of(), packages.stream().filter(p -> !p.isAnnotatedWith(NullMarked.class)).toList());
  }
}
