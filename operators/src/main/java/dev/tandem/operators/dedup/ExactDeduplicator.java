package dev.tandem.operators.dedup;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one of the samples whose content is equal: the same parts in the same order, texts character by character and
 * media byte by byte. Sources, metadata and attributes may differ. Cheap, and never wrong; a difference of one
 * character is enough to be missed, but for what is told to be ignored.
 */
@OperatorName(value = "exact", version = 2)
public final class ExactDeduplicator implements Deduplicator {
    private final Params params;
    private final Keeper keeper;
    private final NormalText normal;

    public ExactDeduplicator(Params params) {
        this.params = params;
        this.keeper = params.keeper();
        this.normal = new NormalText(params.ignoreCase(), params.ignoreNonCharacter());
    }

    /** Which parts of samples are compared. */
    public enum Compared {
        /** All parts, in order. */
        CONTENT,
        /** All text, without white space around it; media may differ. */
        TEXT,
        /** The media, in order; texts may differ, and a sample without media is kept. */
        MEDIA
    }

    /**
     * What counts as equal, and what stays.
     *
     * @param compare what has to be equal: content (every text and every medium), text, or media
     * @param ignoreCase compare texts in lower case
     * @param ignoreNonCharacter compare texts without digits, white space and ASCII punctuation
     * @param keeper which of the duplicates stays
     */
    public record Params(
            @Setting("content") Compared compare,
            @Setting("false") boolean ignoreCase,
            @Setting("false") boolean ignoreNonCharacter,
            @SettingGroup Keeper keeper) {}

    @Override
    public Optional<Signature> signature(SampleView sample) {
        return content(sample).map(content -> {
            long[] evidence = new long[4];
            ByteBuffer.wrap(content.bytes()).asLongBuffer().get(evidence);
            return new Signature(new long[] {evidence[0]}, evidence, keeper.preference(sample));
        });
    }

    @Override
    public List<FeatureReading> readings() {
        return keeper.readings();
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return Arrays.equals(left, right) ? 1 : 0;
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public double candidateProbability(double similarity) {
        return 1;
    }

    /** Empty where there is nothing to compare. */
    private Optional<Digest> content(SampleView sample) {
        return switch (params.compare()) {
            case CONTENT -> parts(sample);
            case TEXT -> texts(sample) ? Optional.of(normal.digest(sample.text())) : Optional.empty();
            case MEDIA -> sample.media().isEmpty()
                    ? Optional.empty()
                    : Optional.of(sample.sample().withParts(List.copyOf(sample.media())).contentDigest());
        };
    }

    private static boolean texts(SampleView sample) {
        return sample.parts().stream().anyMatch(Part.Text.class::isInstance);
    }

    private Optional<Digest> parts(SampleView sample) {
        if (sample.parts().isEmpty()) {
            return Optional.empty();
        }
        if (normal.isAll()) {
            return Optional.of(sample.sample().contentDigest());
        }
        List<Part> compared = sample.parts().stream()
                .map(part -> part instanceof Part.Text text
                        ? new Part.Text(normal.of(text.text()), text.attributes())
                        : part)
                .toList();
        return Optional.of(sample.sample().withParts(compared).contentDigest());
    }
}
