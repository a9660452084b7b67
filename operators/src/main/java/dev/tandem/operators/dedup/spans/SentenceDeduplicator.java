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
 * Cuts out runs of three English sentences that stand in another sample, or before in the same one: C4's rule (Raffel et al., arXiv
 * 1910.10683, section 2.2) as datatrove has it. Sentences are compared in lower case, without punctuation and white space, and with
 * all numbers alike; the first of all occurrences stays, by the order of the ids of the samples. What is left of a sample reads
 * on as if nothing was missing, which cuts arguments apart as well as boilerplate. Texts that are no English prose have few
 * sentences, and lists and code none; see `exact_substrings` for these.
 */
@OperatorName("sentence_dedup")
public final class SentenceDeduplicator implements SpanDeduplicator {
    private final Params params;
    private final SpanLimits limits;

    public SentenceDeduplicator(Params params) {
        this.params = params;
        this.limits = new SpanLimits(
                params.remove(), params.maxRepeatedRatio(), params.minDocWords(), params.minNumSentences());
    }

    /**
     * What is cut out, and which samples stay.
     *
     * @param nSentences sentences of a run
     * @param remove whether repeated runs are cut out; otherwise their share is measured and nothing changes
     * @param maxRepeatedRatio largest share of characters in repeated runs of a sample that stays
     * @param minDocWords fewest words that have to be left of a sample that was cut; 0 for any
     * @param minNumSentences fewest sentences that have to be left of it; 0 for any
     */
    public record Params(
            @Setting(value = "3", min = 1, max = 100) int nSentences,
            @Setting("true") boolean remove,
            @Setting(value = "1.0", min = 0, max = 1) double maxRepeatedRatio,
            @Setting(value = "50", min = 0) int minDocWords,
            @Setting(value = "3", min = 0) int minNumSentences) {}

    @Override
    public List<Feature> features() {
        return SpanLimits.features();
    }

    @Override
    public long[] spans(List<String> texts) {
        return texts.stream()
                .flatMapToLong(text -> Arrays.stream(SentenceWindows.of(text, params.nSentences()).hashes()))
                .toArray();
    }

    @Override
    public Cut cut(List<String> texts, BitSet repeated) {
        if (repeated.isEmpty()) {
            return SpanLimits.nothing(texts);
        }
        List<String> left = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            int[] sentences = SentenceWindows.of(text, params.nSentences()).sentences();
            int[] removed = repeated.get(first, first + sentences.length).stream().map(span -> sentences[span]).toArray();
            left.add(removed.length == 0 ? text : SentenceWindows.without(text, params.nSentences(), removed));
            spans.addAll(SentenceWindows.spans(i, text, params.nSentences(), removed));
            first += sentences.length;
        }
        return limits.cut(texts, left, spans);
    }

    @Override
    public Decision decide(double[] values) {
        return limits.decide(values);
    }
}
