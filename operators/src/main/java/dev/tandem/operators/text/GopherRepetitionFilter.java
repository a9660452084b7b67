package dev.tandem.operators.text;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops English text that repeats itself, by the rules of Gopher, counted as datatrove does: all but the first of equal
 * paragraphs, lines and n-grams are duplicates, and shares in characters are of the whole text. The most frequent n-gram
 * counts with all its occurrences, even when it has only one; duplicate n-grams are counted without overlaps and
 * compared without spaces.
 */
@OperatorName("gopher_repetition")
public final class GopherRepetitionFilter implements Filter {
    private static final int LENGTH = 0;
    private static final int PARAGRAPHS = 1;
    private static final int DUPLICATE_PARAGRAPHS = 2;
    private static final int DUPLICATE_PARAGRAPH_LENGTH = 3;
    private static final int LINES = 4;
    private static final int DUPLICATE_LINES = 5;
    private static final int DUPLICATE_LINE_LENGTH = 6;
    private static final int WORDS = 7;
    private static final int NGRAMS = 8;

    private final Params params;
    private final List<NgramLimit> top;
    private final List<NgramLimit> duplicate;
    private final List<Feature> features;
    private final int[] topLengths;
    private final int[] topPlaces;
    private final int[] duplicateLengths;
    private final int[] duplicatePlaces;
    private final Repetitions repetitions = new Repetitions();

    public GopherRepetitionFilter(Params params) {
        this.params = params;
        this.top = NgramLimit.parse("top_n_grams", params.topNGrams());
        this.duplicate = NgramLimit.parse("dup_n_grams", params.dupNGrams());
        List<Feature> named = new ArrayList<>(List.of(
                Feature.number("length"),
                Feature.number("paragraphs"),
                Feature.number("dup_paragraphs"),
                Feature.number("dup_paragraph_length"),
                Feature.number("lines"),
                Feature.number("dup_lines"),
                Feature.number("dup_line_length"),
                Feature.number("words")));
        top.forEach(limit -> named.add(Feature.number("top_" + limit.n() + "_gram_length")));
        duplicate.forEach(limit -> named.add(Feature.number("dup_" + limit.n() + "_gram_length")));
        this.features = List.copyOf(named);
        this.topLengths = NgramLimit.lengths(top);
        this.topPlaces = NgramLimit.places(top, NGRAMS);
        this.duplicateLengths = NgramLimit.lengths(duplicate);
        this.duplicatePlaces = NgramLimit.places(duplicate, NGRAMS + top.size());
    }

    /**
     * Limits. 0 is no limit for lines and paragraphs.
     *
     * @param dupLineFrac largest share kept of duplicate lines
     * @param dupParaFrac largest share kept of duplicate paragraphs
     * @param dupLineCharFrac largest share kept of characters in duplicate lines
     * @param dupParaCharFrac largest share kept of characters in duplicate paragraphs
     * @param topNGrams for lengths in words the largest share kept of characters in the most frequent n-gram
     * @param dupNGrams for lengths in words the largest share kept of characters in duplicate n-grams
     */
    public record Params(
            @Setting(value = "0.3", min = 0, max = 1) double dupLineFrac,
            @Setting(value = "0.3", min = 0, max = 1) double dupParaFrac,
            @Setting(value = "0.2", min = 0, max = 1) double dupLineCharFrac,
            @Setting(value = "0.2", min = 0, max = 1) double dupParaCharFrac,
            @Setting(value = "2:0.2,3:0.18,4:0.16", measured = true) List<String> topNGrams,
            @Setting(value = "5:0.15,6:0.14,7:0.13,8:0.12,9:0.11,10:0.1", measured = true) List<String> dupNGrams) {}

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            long[] counts = counts(sample);
            for (int feature = 0; feature < counts.length; feature++) {
                out.number(row, feature, counts[feature]);
            }
        });
    }

    private long[] counts(SampleView sample) throws SampleFailedException {
        EnglishWords words = sample.derive(EnglishWords.OF);
        TextUnits text = sample.derive(TextUnits.OF);
        long[] counts = new long[features.size()];
        int start = WhiteSpace.start(text.array(), 0, text.length());
        Repetitions.Pieces paragraphs = repetitions.paragraphs(text, start, WhiteSpace.end(text.array(), start, text.length()));
        Repetitions.Pieces lines = repetitions.lines(text);
        counts[LENGTH] = text.codePoints(0, text.length());
        counts[PARAGRAPHS] = paragraphs.count();
        counts[DUPLICATE_PARAGRAPHS] = paragraphs.duplicates();
        counts[DUPLICATE_PARAGRAPH_LENGTH] = paragraphs.duplicateLength();
        counts[LINES] = lines.count();
        counts[DUPLICATE_LINES] = lines.duplicates();
        counts[DUPLICATE_LINE_LENGTH] = lines.duplicateLength();
        counts[WORDS] = words.count();
        repetitions.topNgrams(words, topLengths, counts, topPlaces);
        repetitions.duplicateNgrams(words, duplicateLengths, counts, duplicatePlaces);
        return counts;
    }

    /** Shares can be moved; of other lengths of n-grams nothing is known. */
    @Override
    public boolean measuresLike(Filter other) {
        return other instanceof GopherRepetitionFilter filter && filter.features.containsAll(features);
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (row.number(LENGTH) == 0) {
            return Decision.drop("empty");
        }
        if (isAbove(row, DUPLICATE_PARAGRAPHS, PARAGRAPHS, params.dupParaFrac())) {
            return Decision.drop("dup_para_frac");
        }
        if (isAbove(row, DUPLICATE_PARAGRAPH_LENGTH, LENGTH, params.dupParaCharFrac())) {
            return Decision.drop("dup_para_char_frac");
        }
        if (isAbove(row, DUPLICATE_LINES, LINES, params.dupLineFrac())) {
            return Decision.drop("dup_line_frac");
        }
        if (isAbove(row, DUPLICATE_LINE_LENGTH, LENGTH, params.dupLineCharFrac())) {
            return Decision.drop("dup_line_char_frac");
        }
        for (int i = 0; i < top.size(); i++) {
            if (row.number(NGRAMS + i) / row.number(LENGTH) > top.get(i).share()) {
                return Decision.drop("top_" + top.get(i).n() + "_gram");
            }
        }
        for (int i = 0; i < duplicate.size(); i++) {
            if (row.number(NGRAMS + top.size() + i) / row.number(LENGTH) > duplicate.get(i).share()) {
                return Decision.drop("duplicated_" + duplicate.get(i).n() + "_n_grams");
            }
        }
        return Decision.KEEP;
    }

    private static boolean isAbove(FeatureRow row, int counted, int all, double limit) {
        return limit > 0 && row.number(counted) / row.number(all) > limit;
    }
}
