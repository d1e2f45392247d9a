package org.hookbench.framework.runfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Walks through a JSON document in one pass, in the order of fields that its caller expects, and
 * says at which place it found something else. Bounds what it reads: a number's and a text's
 * length, the depth, and in sum the memory that the values will take.
 */
final class JsonCursor implements AutoCloseable {
  private static final int MIB = 1 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNumberLength(40)
                  .maxStringLength(MIB)
                  .maxNameLength(1000)
                  .maxDocumentLength(RunFile.LARGEST_BYTES)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final int NUMBER_BYTES = 8;
  private static final int TEXT_BYTES = 64;
  private static final int CONTAINER_BYTES = 64;

  private final Path file;
  private final JsonParser parser;
  private final long mostBytes = Runtime.getRuntime().maxMemory() / 2;
  private long bytes;

  JsonCursor(Path file, Reader reader) throws IOException {
    this.file = file;
    this.parser = JSON.createParser(reader);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Goes to the document's only value, which must be an object. */
  void startDocument() throws RunFileException {
    JsonToken first = next();
    if (first == null) {
      throw new RunFileException(file, "", "the file is empty, expected a saved run", null);
    }
    expect(JsonToken.START_OBJECT, "an object, as a saved run begins with");
  }

  /** Whatever follows the document but white space is refused. */
  void endDocument() throws RunFileException {
    if (next() != null) {
      throw bad("the file's end", found());
    }
  }

  void startObject() throws RunFileException {
    expect(JsonToken.START_OBJECT, "an object");
    spend(CONTAINER_BYTES);
  }

  void endObject() throws RunFileException {
    next();
    expect(JsonToken.END_OBJECT, "the object's end");
  }

  void startArray() throws RunFileException {
    expect(JsonToken.START_ARRAY, "an array");
    spend(CONTAINER_BYTES);
  }

  /** Goes to the array's next value; false at its end. */
  boolean nextValue() throws RunFileException {
    return next() != JsonToken.END_ARRAY;
  }

  /** Goes to the value of the field that must come next. */
  void field(String name) throws RunFileException {
    next();
    if (parser.currentToken() != JsonToken.FIELD_NAME || !name.equals(name())) {
      throw bad("the field \"" + name + '"', found());
    }
    next();
  }

  /** Goes to the value of the next field and returns its name; null at the object's end. */
  String nextField() throws RunFileException {
    if (next() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = checked(name());
    next();
    return name;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  String text() throws RunFileException {
    expect(JsonToken.VALUE_STRING, "a text");
    return checked(token());
  }

  boolean flag() throws RunFileException {
    if (parser.currentToken() != JsonToken.VALUE_TRUE
        && parser.currentToken() != JsonToken.VALUE_FALSE) {
      throw bad("true or false", found());
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  int integer() throws RunFileException {
    long value = longInteger();
    if (value != (int) value) {
      throw bad("a 32-bit integer", found());
    }
    return (int) value;
  }

  long longInteger() throws RunFileException {
    expect(JsonToken.VALUE_NUMBER_INT, "an integer");
    spend(NUMBER_BYTES);
    try {
      return parser.getLongValue();
    } catch (InputCoercionException e) {
      throw bad("a 64-bit integer", found());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  double number() throws RunFileException {
    if (!parser.currentToken().isNumeric()) {
      throw bad("a number", found());
    }
    spend(NUMBER_BYTES);
    try {
      return parser.getDoubleValue();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** An exception that names this place. */
  RunFileException bad(String expected, String found) {
    return new RunFileException(file, place(), "expected " + expected + ", found " + found, null);
  }

  /** What stands here, for a message. */
  String found() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "the file's end";
    }
    try {
      return switch (token) {
        case START_OBJECT -> "an object";
        case END_OBJECT -> "the object's end";
        case START_ARRAY -> "an array";
        case END_ARRAY -> "the array's end";
        case FIELD_NAME -> "the field " + Text.quote(parser.currentName());
        case VALUE_STRING -> Text.quote(parser.getText());
        default -> parser.getText();
      };
    } catch (IOException e) {
      return "what can't be read (" + Text.reason(e) + ")";
    }
  }

  private JsonToken next() throws RunFileException {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String name() throws RunFileException {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String token() throws RunFileException {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void expect(JsonToken token, String what) throws RunFileException {
    if (parser.currentToken() != token) {
      throw bad(what, found());
    }
  }

  private String checked(String text) throws RunFileException {
    spend(TEXT_BYTES + 2L * text.length());
    OptionalInt control = Text.firstUnprintable(text);
    if (control.isPresent()) {
      throw bad("a text without control characters", Text.codePoint(control.getAsInt()));
    }
    return text;
  }

  private void spend(long more) throws RunFileException {
    bytes += more;
    if (bytes > mostBytes) {
      String half = mostBytes / MIB + " MiB";
      throw bad(
          "a run that fits into half of this JVM's heap (" + half + ", see -Xmx)", "a larger one");
    }
  }

  private String place() {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    String line = "line " + parser.currentTokenLocation().getLineNr();
    return pointer.isEmpty() ? line : pointer + " (" + line + ")";
  }

  private RunFileException unreadable(IOException e) {
    String problem;
    if (e instanceof JsonEOFException) {
      problem = "the file ends in the middle: it is truncated";
    } else if (e instanceof StreamConstraintsException c) {
      problem = "expected a saved run, found what is too large for one: " + c.getOriginalMessage();
    } else if (e instanceof JsonProcessingException j) {
      problem = "expected JSON: " + j.getOriginalMessage();
    } else if (e instanceof CharacterCodingException) {
      problem = "expected UTF-8 text, found other bytes after this place";
    } else {
      problem = "can't be read: " + Text.reason(e);
    }
    return new RunFileException(file, place(), problem, e);
  }
}
