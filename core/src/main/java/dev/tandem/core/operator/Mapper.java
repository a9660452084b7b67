package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;

/** Rewrites the text parts of samples, one at a time. The original stays in its shard; the result is an overlay. */
public interface Mapper extends CurationOperator {

    /** The new text of a text part; the same string when nothing changes. */
    String map(String text) throws SampleFailedException;
}
