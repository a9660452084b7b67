package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;

/** Rewrites the media parts of samples, one at a time. The original stays in its shard; the result is an overlay. */
public interface MediaMapper extends CurationOperator {

    /**
     * The new media part; the same part when nothing changes. Only its type and its content count: the modality and the
     * attributes of a part stay as they are.
     */
    Part.Media map(Part.Media media) throws SampleFailedException;
}
