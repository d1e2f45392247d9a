package org.hookbench.framework.runfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads fields by name, in the order that they are asked for: the types of value that several
 * objects of the file have.
 */
final class Fields {
  /** The last ms whose date has a year of four digits. */
  static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final JsonCursor in;

  Fields(JsonCursor in) {
    this.in = in;
  }

  /** The fields {@code startedMillis} and {@code started}: ms since the epoch. */
  long started() throws RunFileException {
    long millis = longInteger("startedMillis");
    if (millis < 0 || millis > LAST_MILLIS) {
      throw in.bad("ms since the epoch, up to the year 9999", in.found());
    }
    String written = Instant.ofEpochMilli(millis).toString();
    if (!text("started").equals(written)) {
      throw in.bad('"' + written + "\" as startedMillis says", in.found());
    }
    return millis;
  }

  /** Reads the value that the cursor is at. */
  interface Value<T> {
    T read() throws RunFileException;
  }

  <T> List<T> list(String name, Value<T> value) throws RunFileException {
    in.field(name);
    in.startArray();
    List<T> list = new ArrayList<>();
    while (in.nextValue()) {
      list.add(value.read());
    }
    return List.copyOf(list);
  }

  List<String> texts(String name) throws RunFileException {
    return list(name, in::text);
  }

  Map<String, String> map(String name) throws RunFileException {
    in.field(name);
    in.startObject();
    Map<String, String> map = new LinkedHashMap<>();
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      map.put(key, in.text());
    }
    return map;
  }

  String text(String name) throws RunFileException {
    in.field(name);
    return in.text();
  }

  int integer(String name) throws RunFileException {
    in.field(name);
    return in.integer();
  }

  long longInteger(String name) throws RunFileException {
    in.field(name);
    return in.longInteger();
  }

  double number(String name) throws RunFileException {
    in.field(name);
    return in.number();
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) throws RunFileException {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw in.bad(
        "a " + name.toLowerCase(Locale.ROOT) + " of " + Arrays.toString(type.getEnumConstants()),
        in.found());
  }
}
