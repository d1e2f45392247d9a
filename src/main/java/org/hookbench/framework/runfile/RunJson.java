package org.hookbench.framework.runfile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hookbench.framework.runfile.RunDocument.Version;

/**
 * How {@link RunDocument} is read: fields in any order and unknown ones ignored, but none twice,
 * none missing, and no value of another JSON type than the field's.
 */
final class RunJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(40)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1000)
                  .maxDocumentLength(RunFile.LARGEST_BYTES)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // else each name of the file is kept in a table, unknown ones too
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .annotationIntrospector(new RequiredUnlessOptional())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .withConfigOverride(
              Optional.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET)))
          .addModule(new Jdk8Module())
          .addModule(values())
          .build();

  private RunJson() {}

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule().addKeyDeserializer(String.class, new Key());
    value(module, String.class, RunJson::text);
    value(module, int.class, RunJson::integer);
    value(module, Integer.class, RunJson::integer);
    value(module, int[].class, RunJson::integers);
    value(module, long.class, RunJson::longInteger);
    value(module, Long.class, RunJson::longInteger);
    value(module, long[].class, RunJson::longIntegers);
    value(module, double.class, RunJson::number);
    value(module, Double.class, RunJson::number);
    value(module, double[].class, RunJson::numbers);
    value(module, byte[].class, RunJson::bytes);
    value(module, Version.class, RunJson::version);
    return module;
  }

  private static <T> void value(SimpleModule to, Class<T> type, Value.Reading<T> reading) {
    to.addDeserializer(type, new Value<>(type, reading));
  }

  private static String text(JsonParser p) throws IOException {
    require(p, p.hasToken(JsonToken.VALUE_STRING), "a text");
    return printable(p, p.getText());
  }

  private static String printable(JsonParser p, String text) throws IOException {
    OptionalInt control = Text.firstUnprintable(text);
    if (control.isPresent()) {
      throw new UnexpectedValueException(
          p, "a text without control characters", Text.codePoint(control.getAsInt()));
    }
    return text;
  }

  private static int integer(JsonParser p) throws IOException {
    require(p, p.hasToken(JsonToken.VALUE_NUMBER_INT), "an integer");
    return p.getIntValue();
  }

  private static long longInteger(JsonParser p) throws IOException {
    require(p, p.hasToken(JsonToken.VALUE_NUMBER_INT), "an integer");
    return p.getLongValue();
  }

  /** Jackson's own would take the texts "NaN" and "Infinity", too. */
  private static double number(JsonParser p) throws IOException {
    require(p, p.currentToken().isNumeric(), "a number");
    return p.getDoubleValue();
  }

  private static int[] integers(JsonParser p) throws IOException {
    IntStream.Builder all = IntStream.builder();
    elements(p, () -> all.add(integer(p)));
    return all.build().toArray();
  }

  private static long[] longIntegers(JsonParser p) throws IOException {
    LongStream.Builder all = LongStream.builder();
    elements(p, () -> all.add(longInteger(p)));
    return all.build().toArray();
  }

  private static double[] numbers(JsonParser p) throws IOException {
    DoubleStream.Builder all = DoubleStream.builder();
    elements(p, () -> all.add(number(p)));
    return all.build().toArray();
  }

  private interface Element {
    void read() throws IOException;
  }

  /** While it is read, a column takes several times the memory that it takes in the end. */
  private static void elements(JsonParser p, Element element) throws IOException {
    require(p, p.isExpectedStartArrayToken(), "an array");
    for (int size = 0; p.nextToken() != JsonToken.END_ARRAY; size++) {
      if (size == RunCheck.MOST_SLICES) {
        throw new UnexpectedValueException(p, "at most " + size + " values", "more");
      }
      element.read();
    }
  }

  /** Jackson's own would take an array of numbers, too. */
  private static byte[] bytes(JsonParser p) throws IOException {
    try {
      return Base64.getDecoder().decode(text(p));
    } catch (IllegalArgumentException e) {
      throw new UnexpectedValueException(p, "base64", found(p));
    }
  }

  /** Asked before the other fields are read, which a later version may have changed. */
  static Version version(JsonParser p) throws IOException {
    int number = integer(p);
    if (number > RunFile.VERSION) {
      throw new UnexpectedValueException(
          p,
          "version " + RunFile.VERSION + " or lower",
          "version " + number + ": a newer HookBench saved this run, read it with that one");
    }
    require(
        p, number >= RunFile.OLDEST_VERSION, "version " + RunFile.OLDEST_VERSION + " or higher");
    return new Version(number);
  }

  private static void require(JsonParser p, boolean condition, String expected) throws IOException {
    if (!condition) {
      throw new UnexpectedValueException(p, expected, found(p));
    }
  }

  /** What a parser is at, for a message. */
  static String found(JsonParser p) {
    JsonToken token = p.currentToken();
    if (token == null) {
      return "the file's end";
    }
    try {
      return switch (token) {
        case START_OBJECT -> "an object";
        case END_OBJECT -> "the object's end";
        case START_ARRAY -> "an array";
        case END_ARRAY -> "the array's end";
        case FIELD_NAME -> "the field " + Text.quote(p.currentName());
        case VALUE_STRING -> Text.quote(p.getText());
        default -> p.getText();
      };
    } catch (IOException e) {
      return "what can't be read (" + Text.reason(e) + ")";
    }
  }

  /** The value that a parser is at is not what its field takes. */
  static final class UnexpectedValueException extends JsonMappingException {
    private static final long serialVersionUID = 1;

    UnexpectedValueException(JsonParser at, String expected, String found) {
      super(at, "expected " + expected + ", found " + found);
    }
  }

  /** Reads a value of a type, without the conversions that Jackson makes. */
  private static final class Value<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1;

    interface Reading<T> {
      T of(JsonParser p) throws IOException;
    }

    private final transient Reading<T> reading;

    Value(Class<T> type, Reading<T> reading) {
      super(type);
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser p, DeserializationContext context) throws IOException {
      return reading.of(p);
    }
  }

  private static final class Key extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      return printable(context.getParser(), key);
    }
  }

  private static final class RequiredUnlessOptional extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return Boolean.TRUE.equals(super.hasRequiredMarker(member))
          || member.getRawType() != Optional.class;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated of) {
      return JsonIgnoreProperties.Value.forIgnoreUnknown(true);
    }
  }
}
