package dev.tandem.operators.dedup;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps one of the samples whose content is equal: the same parts in the same order, texts character by character and
 * media byte by byte. Sources, metadata and attributes may differ. Cheap, and never wrong; a difference of one
 * character is enough to be missed.
 */
@OperatorName("exact")
public final class ExactDeduplicator implements Deduplicator {
    private final Params params;

    public ExactDeduplicator(Params params) {
        this.params = params;
    }

    /**
     * What counts as equal, and what stays.
     *
     * @param ignoreCase compare texts in lower case
     * @param keep which of the duplicates stays
     */
    public record Params(@Setting("false") boolean ignoreCase, @Setting("newest") Keep keep) {}

    @Override
    public Optional<Signature> signature(SampleView sample) {
        if (sample.sample().parts().isEmpty()) {
            return Optional.empty();
        }
        long[] evidence = new long[4];
        ByteBuffer.wrap(content(sample.sample()).bytes()).asLongBuffer().get(evidence);
        return Optional.of(new Signature(new long[] {evidence[0]}, evidence, params.keep().preference(sample)));
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return Arrays.equals(left, right) ? 1 : 0;
    }

    @Override
    public double threshold() {
        return 1;
    }

    private Digest content(Sample sample) {
        if (!params.ignoreCase()) {
            return sample.contentDigest();
        }
        List<Part> lower = sample.parts().stream()
                .map(part -> part instanceof Part.Text text
                        ? new Part.Text(text.text().toLowerCase(Locale.ROOT), text.attributes())
                        : part)
                .toList();
        return sample.withParts(lower).contentDigest();
    }
}
