package org.hookbench.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One file's bytes, at most 64 MiB of UTF-8 without a byte 0, seen as lines of text or as JSON
 * documents, within bounds.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class InputText {
  /** The largest file that is read, in bytes. */
  static final int LARGEST = 64 << 20;

  private static final int MOST_LINES = 1_000_000;
  private static final int LONGEST_LINE = 8192;
  private static final int LONGEST_MESSAGE = 1000;

  private final String file;
  private final byte[] bytes;
  private final int start;
  private @Nullable List<String> lines;
  private @Nullable JsonDocuments documents;

  private InputText(String file, byte[] bytes) throws InputFormatException {
    this.file = file;
    this.bytes = bytes;
    Magic.refuseBinary(file, bytes);
    this.start = Magic.startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    if (firstMark(start) == bytes.length) {
      throw new InputFormatException(file, "empty file, expected " + InputReader.expected());
    }
  }

  static InputText of(Path path) throws IOException {
    String file = path.toString();
    if (!Files.exists(path)) {
      throw new InputFormatException(file, "no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new InputFormatException(file, "not a regular file");
    }
    if (Files.size(path) > LARGEST) {
      throw new InputFormatException(file, "larger than 64 MiB, expected a tool's result");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new InputText(file, in.readNBytes(LARGEST));
    }
  }

  /** The file as it was named to the reader. */
  public String file() {
    return file;
  }

  /** Whether it starts as JSON does; {@code [ 5]} of iperf3's text does not. */
  public boolean isJson() {
    int first = firstMark(start);
    if (bytes[first] == '[') {
      int next = firstMark(first + 1);
      return next == bytes.length || "{[]".indexOf(bytes[next]) >= 0;
    }
    return bytes[first] == '{';
  }

  /**
   * The JSON documents, one after the other.
   *
   * @throws InputFormatException where they are none; in iperf3's words where it put those of its
   *     standard error between them
   */
  List<JsonNode> documents() throws IOException {
    if (documents == null) {
      try {
        documents = JsonDocuments.parse(file, new ByteArrayInputStream(bytes, start, bytes.length));
      } catch (InputFormatException e) {
        Iperf3Stderr.refuse(this);
        throw e;
      }
    }
    return documents.documents();
  }

  /** All values of a key of an object of the documents, in the order of the file. */
  List<JsonNode> values(JsonNode object, String key) {
    return documents == null ? List.of() : documents.values(object, key);
  }

  /**
   * The lines; empty for JSON. Bytes that are not UTF-8 become U+FFFD.
   *
   * @throws InputFormatException where one is longer than 8192 characters, or there are more than a
   *     million
   */
  public List<String> lines() throws IOException {
    if (lines == null) {
      lines = isJson() ? List.of() : split();
    }
    return lines;
  }

  /** All of it. Bytes that are not UTF-8 become U+FFFD. */
  public String text() {
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  /** The last line has no line end, as where a copy was cut short. */
  public boolean endsOpen() {
    return bytes[bytes.length - 1] != '\n';
  }

  /**
   * A line's place, as {@link InputSample#source()} names it.
   *
   * @param line counted from 1
   */
  public String at(int line) {
    return Excerpt.plain(file) + ":" + line;
  }

  /**
   * A refusal at a line, for its caller to throw.
   *
   * @param line counted from 1
   * @param problem what is wrong and what was expected, without a full stop
   */
  public InputFormatException refuse(int line, String problem) {
    return new InputFormatException(file, line, problem);
  }

  /**
   * A refusal of the file as a whole, for its caller to throw.
   *
   * @param problem what is wrong and what was expected, without a full stop
   */
  public InputFormatException refuse(String problem) {
    return new InputFormatException(file, problem);
  }

  /** The lines, whatever the format; one that is longer than a message is empty. */
  List<String> shortLines() {
    List<String> all = new ArrayList<>();
    int from = start;
    for (int i = start; i <= bytes.length && all.size() < MOST_LINES; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        boolean isShort = i - from <= LONGEST_MESSAGE;
        all.add(isShort ? new String(bytes, from, i - from, StandardCharsets.UTF_8).strip() : "");
        from = i + 1;
      }
    }
    return all;
  }

  /** Whether the file holds that text, of ASCII. */
  boolean contains(String text) {
    byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = start; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }

  private List<String> split() throws IOException {
    List<String> all = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        all.add(line);
        if (line.length() > LONGEST_LINE) {
          throw refuse(all.size(), "longer than 8192 characters, expected a tool's line");
        }
        if (all.size() > MOST_LINES) {
          throw refuse("more than a million lines, expected " + InputReader.expected());
        }
      }
    }
    return all;
  }

  private int firstMark(int from) {
    int i = from;
    while (i < bytes.length && Character.isWhitespace(bytes[i])) {
      i++;
    }
    return i;
  }
}
