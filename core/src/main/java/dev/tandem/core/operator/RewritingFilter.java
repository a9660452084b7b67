package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.SampleView.Derivation;
import java.util.List;
import java.util.Map;

/**
 * A filter that also rewrites the text parts of what it measures, as C4 removes lines and then counts what is left.
 * The rewriting follows from the parameters of {@link #measure} alone, not from the decision: a sample is rewritten
 * whether it stays or not, so that a threshold can be moved without measuring again.
 */
public interface RewritingFilter extends Filter {

    /** The new texts of the text parts, in order. */
    List<String> rewrite(SampleView sample) throws SampleFailedException;

    /** What the filter knows of the rewritten sample already, so that no later operator of the pass derives it again. */
    default Map<Derivation<?>, Object> known(SampleView sample) throws SampleFailedException {
        return Map.of();
    }
}
