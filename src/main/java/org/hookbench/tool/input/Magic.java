package org.hookbench.tool.input;

import java.util.Optional;

/** Files that are no text at all, named by their first bytes. */
final class Magic {
  private Magic() {}

  static void refuseBinary(String file, byte[] bytes) throws InputFormatException {
    Optional<String> kind = kind(bytes);
    if (kind.isPresent()) {
      throw new InputFormatException(file, kind.get() + ", expected " + InputReader.expected());
    }
  }

  static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> kind(byte[] bytes) {
    if (startsWith(bytes, 0x89, 'P', 'N', 'G')) {
      return Optional.of("a PNG image");
    }
    if (startsWith(bytes, 0x7f, 'E', 'L', 'F')) {
      return Optional.of("an ELF file");
    }
    if (startsWith(bytes, 0x1f, 0x8b)) {
      return Optional.of("gzip data");
    }
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      return Optional.of("UTF-16 text (save it as UTF-8)");
    }
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.of("binary data");
      }
    }
    return Optional.empty();
  }
}
