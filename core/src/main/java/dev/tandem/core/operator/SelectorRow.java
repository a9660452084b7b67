package dev.tandem.core.operator;

import dev.tandem.core.model.Digest;
import java.util.Map;

/** A sample as a selector sees it; only good until the next one. */
public interface SelectorRow {
    /** The value of a reading; NaN where the sample was not measured. */
    double number(int reading);

    /** The sample's id, where the selector's {@link Selector#access()} has ids. */
    Digest id();

    /** The bytes of the id, likewise; not to be changed. */
    default byte[] idBytes() {
        return id().bytes();
    }

    /** The text parts, joined by an empty line, where the selector's {@link Selector#access()} has texts. */
    String text();

    /** What the sample was read with, where the selector's {@link Selector#access()} has texts. */
    Map<String, String> metadata();
}
