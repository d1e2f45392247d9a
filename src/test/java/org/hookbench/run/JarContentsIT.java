package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar that is handed out tells a scanner about itself. */
@KernelTest
@Tag(JarRun.NEEDED)
class JarContentsIT {
  private static final String BILL = "META-INF/sbom/hookbench.cdx.json";

  private final Path path = Path.of(System.getProperty("benchmarks.jar")).toAbsolutePath();
  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(path.toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  /** A library is in the bill with the version that its own description in the jar has. */
  @Test
  void whatIsInsideIsInTheBillOfMaterials() throws IOException {
    Set<String> billed = new HashSet<>();
    JsonNode bill = new ObjectMapper().readTree(read(BILL));
    billed.add(coordinates(bill.at("/metadata/component")));
    bill.get("components").forEach(c -> billed.add(coordinates(c)));

    List<String> described = new ArrayList<>();
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
        Properties of = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
          of.load(in);
        }
        described.add(
            String.join(
                ":",
                of.getProperty("groupId"),
                of.getProperty("artifactId"),
                of.getProperty("version")));
      }
    }

    for (String artifact : List.of("hookbench", "jmh-core", "jnr-ffi", "jackson-core", "d3")) {
      assertTrue(
          described.stream().anyMatch(d -> d.contains(":" + artifact + ":")),
          artifact + " is not described: " + described);
    }
    described.removeAll(billed);
    assertEquals(List.of(), described, "in the jar, but not in the bill of materials");
  }

  /** The same bill lies beside the jar, and the checksums there are those of the files. */
  @Test
  void theSameBillLiesBesideTheJar() throws Exception {
    Path beside = path.resolveSibling("hookbench.cdx.json");
    assertEquals(read(BILL), Files.readString(beside));
    Process check =
        new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS")
            .directory(path.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), said);
    assertTrue(said.contains("benchmarks.jar: OK"), said);
  }

  /** Debug information and BTF name no folder of the machine that built. */
  @Test
  void noObjectNamesTheFolderItWasBuiltIn() throws IOException {
    String folder = Path.of("").toAbsolutePath().toString();
    int objects = 0;
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().endsWith(".bpf.o")) {
        objects++;
        try (InputStream in = jar.getInputStream(entry)) {
          String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          assertFalse(bytes.contains(folder), entry.getName() + " names " + folder);
        }
      }
    }
    assertTrue(objects > 10, objects + " objects");
  }

  private String read(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String coordinates(JsonNode component) {
    return String.join(
        ":",
        component.get("group").asText(),
        component.get("name").asText(),
        component.get("version").asText());
  }
}
