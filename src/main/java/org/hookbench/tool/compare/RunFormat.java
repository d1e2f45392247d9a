package org.hookbench.tool.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells a saved run of ours from another tool's result by the first bytes of the file. */
final class RunFormat {
  private static final int LOOKED_AT = 4096;
  private static final Pattern OURS =
      Pattern.compile("\\A\\s*\\{[^{}\\[\\]]*\"format\"\\s*:\\s*\"hookbench-run\"");

  private RunFormat() {}

  /** False also where there is no such file: the reader of other tools' results says so. */
  static boolean isRun(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
      return OURS.matcher(start).find();
    }
  }
}
