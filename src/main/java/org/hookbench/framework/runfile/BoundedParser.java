package org.hookbench.framework.runfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Refuses a document whose values would take more than half of the heap. Jackson bounds the length
 * of each value and the depth, but not what all values take in sum.
 */
final class BoundedParser extends JsonParserDelegate {
  private static final int MIB = 1 << 20;
  private static final int NUMBER_BYTES = 8;
  private static final int TEXT_BYTES = 64;

  /** A text, and its entry in a set, which grows by making a second one: names must differ. */
  private static final int NAME_BYTES = 128;

  private static final int CONTAINER_BYTES = 64;

  private final long mostBytes = Runtime.getRuntime().maxMemory() / 2;
  private long bytes;

  BoundedParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token != null) {
      bytes +=
          switch (token) {
            case FIELD_NAME -> NAME_BYTES + 2L * getTextLength();
            case VALUE_STRING -> TEXT_BYTES + 2L * getTextLength();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER_BYTES;
            case START_OBJECT, START_ARRAY -> CONTAINER_BYTES;
            default -> 0;
          };
      if (bytes > mostBytes) {
        throw new RunJson.UnexpectedValueException(
            this,
            "a run that fits into half of this JVM's heap (" + mostBytes / MIB + " MiB, see -Xmx)",
            "a larger one");
      }
    }
    return token;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    int depth = 0;
    for (JsonToken t = currentToken(); t != null; t = nextToken()) {
      depth += t.isStructStart() ? 1 : t.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        break;
      }
    }
    return this;
  }
}
