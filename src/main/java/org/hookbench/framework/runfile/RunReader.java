package org.hookbench.framework.runfile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Reads a run file and says at which place it is something else. It answers for the type of each
 * field; whether the values agree with each other is asked by {@link RunCheck}.
 */
final class RunReader {
  private final Path file;
  private final JsonParser parser;

  private RunReader(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static RunDocument read(Path file, Reader reader) throws IOException {
    try (JsonParser parser = new BoundedParser(RunJson.MAPPER.createParser(reader))) {
      return new RunReader(file, parser).document();
    }
  }

  private RunDocument document() throws RunFileException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new RunFileException(file, "", "the file is empty, expected a saved run", null);
      }
      if (first != JsonToken.START_OBJECT) {
        throw unexpected("an object, as a saved run begins with");
      }
      RunDocument document = mapped();
      if (parser.nextToken() != null) {
        throw unexpected("the file's end");
      }
      return document;
    } catch (RunFileException e) {
      throw e;
    } catch (IOException e) {
      throw new RunFileException(file, place(), problem(e), e);
    }
  }

  private RunDocument mapped() throws IOException {
    try {
      return RunJson.MAPPER.readValue(parser, RunDocument.class);
    } catch (JsonMappingException e) {
      // kept, for the parser goes on
      RunFileException here = new RunFileException(file, place(), problem(e), e);
      lookForLaterVersion(here);
      throw here;
    }
  }

  /** What a later version has changed may stand before the field that says so. */
  private void lookForLaterVersion(RunFileException other) throws IOException {
    try {
      while (parser.nextToken() != null) {
        JsonStreamContext context = parser.getParsingContext();
        boolean ofDocument = context.inObject() && context.getParent().inRoot();
        if (ofDocument
            && parser.hasToken(JsonToken.VALUE_NUMBER_INT)
            && parser.currentName().equals("version")) {
          RunJson.version(parser);
        }
      }
    } catch (RunJson.UnexpectedValueException e) {
      throw e;
    } catch (IOException e) {
      throw other;
    }
  }

  private RunJson.UnexpectedValueException unexpected(String what) {
    return new RunJson.UnexpectedValueException(parser, what, RunJson.found(parser));
  }

  private String place() {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    String line = "line " + parser.currentTokenLocation().getLineNr();
    return pointer.isEmpty() ? line : pointer + " (" + line + ")";
  }

  private String problem(IOException thrown) {
    IOException e = thrown;
    while (e instanceof JsonMappingException && e.getCause() instanceof IOException cause) {
      e = cause;
    }
    if (e instanceof RunJson.UnexpectedValueException u) {
      return u.getOriginalMessage();
    }
    if (e instanceof JsonMappingException m) {
      return "expected " + expected(m) + ", found " + RunJson.found(parser);
    }
    if (e instanceof InputCoercionException c) {
      boolean isInt = c.getTargetType() == int.class;
      return "expected a " + (isInt ? 32 : 64) + "-bit integer, found " + RunJson.found(parser);
    }
    if (e instanceof JsonEOFException) {
      return "the file ends in the middle: it is truncated";
    }
    if (e instanceof StreamConstraintsException c) {
      return "expected a saved run, found what is too large for one: " + c.getOriginalMessage();
    }
    if (e instanceof JacksonException j) {
      return "expected JSON: " + j.getOriginalMessage();
    }
    if (e instanceof CharacterCodingException) {
      return "expected UTF-8 text, found other bytes after this place";
    }
    return "can't be read: " + Text.reason(e);
  }

  private String expected(JsonMappingException e) {
    if (parser.currentToken() == JsonToken.END_OBJECT) {
      List<JsonMappingException.Reference> path = e.getPath();
      return "the field \"" + path.get(path.size() - 1).getFieldName() + '"';
    }
    Class<?> type = e instanceof MismatchedInputException m ? m.getTargetType() : null;
    if (type == null) {
      return "another value";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == RunDocument.Format.class) {
      return '"' + RunFile.FORMAT + '"';
    }
    if (type.isEnum()) {
      String name = type.getSimpleName().toLowerCase(Locale.ROOT);
      return "a " + name + " of " + Arrays.toString(type.getEnumConstants());
    }
    if (type == String.class) {
      return "a text";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return type == double.class || type == Double.class ? "a number" : "an integer";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }
}
