package dev.tandem.operators.dedup.spans;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SpanDeduplicator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Cuts out every stretch of 50 tokens or more that stands in another sample, or before in the same one (Lee et al., "Deduplicating
 * training data makes language models better", arXiv 2107.06499), whatever the language. Finds licences, menus and quotations in
 * texts that are different otherwise. The first of all occurrences stays, by the order of the ids of the samples, where Lee et al.
 * remove all of them; tokens are words or characters, where they take those of a model. Each token costs 20 bytes of storage
 * on the way, about three times the text.
 */
@OperatorName("exact_substrings")
public final class SubstringDeduplicator implements SpanDeduplicator {
    private final Params params;
    private final SpanLimits limits;

    public SubstringDeduplicator(Params params) {
        this.params = params;
        this.limits = new SpanLimits(params.remove(), params.maxRepeatedRatio(), params.minDocWords(), 0);
    }

    /**
     * What is cut out, and which samples stay.
     *
     * @param lengthThreshold tokens of the shortest stretch that is cut out
     * @param tokenization what a token is: whitespace for what stands between white space, or character for one that is no white
     *     space, for languages without spaces
     * @param remove whether repeated stretches are cut out; otherwise their share is measured and nothing changes
     * @param maxRepeatedRatio largest share of characters in repeated stretches of a sample that stays
     * @param minDocWords fewest words that have to be left of a sample that was cut; 0 for any
     */
    public record Params(
            @Setting(value = "50", min = 2, max = 1_000) int lengthThreshold,
            @Setting("whitespace") SpanTokens.Kind tokenization,
            @Setting("true") boolean remove,
            @Setting(value = "1.0", min = 0, max = 1) double maxRepeatedRatio,
            @Setting(value = "50", min = 0) int minDocWords) {}

    @Override
    public List<Feature> features() {
        return SpanLimits.features();
    }

    @Override
    public long[] spans(List<String> texts) {
        return texts.stream()
                .flatMapToLong(text -> Arrays.stream(tokens(text).hashes(params.lengthThreshold())))
                .toArray();
    }

    private SpanTokens tokens(String text) {
        return SpanTokens.of(text, params.tokenization());
    }

    @Override
    public Cut cut(List<String> texts, BitSet repeated) {
        if (repeated.isEmpty()) {
            return SpanLimits.nothing(texts);
        }
        List<String> left = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        int first = 0;
        for (int text = 0; text < texts.size(); text++) {
            SpanTokens tokens = tokens(texts.get(text));
            int count = tokens.stretches(params.lengthThreshold());
            BitSet stretches = repeated.get(first, first + count);
            left.add(tokens.without(stretches, params.lengthThreshold()));
            spans.addAll(tokens.spans(text, stretches, params.lengthThreshold()));
            first += count;
        }
        return limits.cut(texts, left, spans);
    }

    @Override
    public Decision decide(double[] values) {
        return limits.decide(values);
    }
}
