package org.hookbench.tool.input;

/** Files that are no text at all, named by their first bytes. */
final class Magic {
  private Magic() {}

  static void refuseBinary(String file, byte[] bytes) throws InputFormatException {
    String kind = kind(bytes);
    if (kind != null) {
      throw new InputFormatException(file, kind + ", expected " + InputReader.expected());
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

  private static String kind(byte[] bytes) {
    if (startsWith(bytes, 0x89, 'P', 'N', 'G')) {
      return "a PNG image";
    }
    if (startsWith(bytes, 0x7f, 'E', 'L', 'F')) {
      return "an ELF file";
    }
    if (startsWith(bytes, 0x1f, 0x8b)) {
      return "gzip data";
    }
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      return "UTF-16 text (save it as UTF-8)";
    }
    for (byte b : bytes) {
      if (b == 0) {
        return "binary data";
      }
    }
    return null;
  }
}
