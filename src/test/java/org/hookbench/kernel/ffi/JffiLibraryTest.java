package org.hookbench.kernel.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.kenai.jffi.internal.StubLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JffiLibraryTest {
  @Test
  void isMappedFromAFolderThatIsGone() throws Exception {
    assertEquals(Optional.empty(), Ffi.refusal());
    assertTrue(StubLoader.isLoaded());
    Path base = Path.of(System.getProperty(Ffi.FOLDER)).toRealPath();
    List<String> mapped =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("jffi") && line.contains(".so"))
            .map(line -> line.substring(line.indexOf('/')))
            .distinct()
            .toList();
    assertEquals(1, mapped.size(), mapped.toString());
    String library = mapped.get(0);
    assertTrue(library.startsWith(base + "/hookbench-native-"), library);
    assertTrue(library.endsWith("/libjffi-1.2.so (deleted)"), library);
    assertTrue(Files.notExists(Path.of(library).getParent()), library);
    assertNull(System.getProperty("jffi.boot.library.path"));
  }
}
