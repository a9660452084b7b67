package dev.tandem.core.operator;

import dev.tandem.core.model.Sample;
import java.util.Optional;

/**
 * A creator whose items say something that their parent does not, such as an answer: each is checked before it becomes a sample,
 * and none is published whose content is another than the one that was checked ({@link Verification}).
 */
public interface VerifyingCreator extends Creator {

    /**
     * Checks an item by what stands in it alone, by code that shares nothing with what made it.
     *
     * @return why it does not stand, without what was measured, as reports count by it; empty where it does
     */
    Optional<String> fault(Sample made);
}
