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
import dev.tandem.operators.text.english.Punctuation;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;

/**
 * Keeps English text by the line rules of FineWeb, counted as datatrove does. Lines are what line feeds separate; blank
 * ones do not count. The share of characters in duplicate lines that the paper of FineWeb gives is 0.1, ten times what
 * its code and the default here have.
 */
@OperatorName("fineweb_quality")
public final class FinewebQualityFilter implements Filter {
    private static final int LINES = 0;
    private static final int PUNCTUATED_LINES = 1;
    private static final int SHORT_LINES = 2;
    private static final int DUPLICATE_LENGTH = 3;
    private static final int LENGTH = 4;
    private static final int LINE_FEEDS = 5;
    private static final int WORDS = 6;

    private static final List<Feature> FEATURES = List.of(
            Feature.number("lines"),
            Feature.number("punctuated_lines"),
            Feature.number("short_lines"),
            Feature.number("dup_line_length"),
            Feature.number("length"),
            Feature.number("line_feeds"),
            Feature.number("words"));

    private final Params params;
    private final Repetitions repetitions = new Repetitions();
    private final IntArrayList bounds = new IntArrayList();

    public FinewebQualityFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param linePunctThr smallest share kept of lines that end in punctuation
     * @param linePunctExcludeZero whether to keep text in which no line ends in punctuation
     * @param stopChars what lines end in; empty for the marks that end sentences in any script
     * @param shortLineThr largest share kept of short lines
     * @param shortLineLength length of the longest line that is short
     * @param charDuplicatesRatio largest share kept of characters in lines that occurred before
     * @param newLineRatio largest number kept of line feeds per word
     */
    public record Params(
            @Setting(value = "0.12", min = 0, max = 1) double linePunctThr,
            @Setting("false") boolean linePunctExcludeZero,
            @Setting(value = "", measured = true) List<String> stopChars,
            @Setting(value = "0.67", min = 0) double shortLineThr,
            @Setting(value = "30", min = 0, measured = true) int shortLineLength,
            @Setting(value = "0.01", min = 0, max = 1) double charDuplicatesRatio,
            @Setting(value = "0.3", min = 0) double newLineRatio) {}

    @Override
    public List<Feature> features() {
        return FEATURES;
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            int[] counts = counts(sample);
            for (int feature = 0; feature < counts.length; feature++) {
                out.number(row, feature, counts[feature]);
            }
        });
    }

    private int[] counts(SampleView sample) throws SampleFailedException {
        TextUnits text = sample.derive(TextUnits.OF);
        int[] counts = new int[FEATURES.size()];
        bounds.clear();
        for (int line = 0; line < text.pieces(); line++) {
            int start = text.pieceStart(line);
            int end = text.pieceEnd(line);
            if (WhiteSpace.start(text.array(), start, end) < end) {
                countLine(text, start, end, counts);
            }
        }
        counts[LENGTH] = text.codePoints(0, text.length()) - text.lineFeeds();
        counts[LINE_FEEDS] = text.lineFeeds();
        counts[DUPLICATE_LENGTH] = repetitions.pieces(text, bounds).duplicateLength();
        counts[WORDS] = sample.derive(EnglishWords.COUNT);
        return counts;
    }

    private void countLine(TextUnits text, int start, int end, int[] counts) {
        bounds.add(start);
        bounds.add(end);
        counts[LINES]++;
        counts[PUNCTUATED_LINES] += isPunctuated(text.array(), start, end) ? 1 : 0;
        counts[SHORT_LINES] += text.codePoints(start, end) <= params.shortLineLength() ? 1 : 0;
    }

    private boolean isPunctuated(char[] text, int start, int end) {
        if (params.stopChars().isEmpty()) {
            return Punctuation.isTerminal(Character.codePointBefore(text, end, start));
        }
        String line = new String(text, start, end - start);
        return params.stopChars().stream().anyMatch(line::endsWith);
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (row.number(LINES) == 0) {
            return Decision.drop("empty");
        }
        double punctuated = row.number(PUNCTUATED_LINES) / row.number(LINES);
        if (punctuated < params.linePunctThr() && !(punctuated == 0 && params.linePunctExcludeZero())) {
            return Decision.drop("line_punct_ratio");
        }
        if (row.number(SHORT_LINES) / row.number(LINES) > params.shortLineThr()) {
            return Decision.drop("short_line_ratio");
        }
        if (row.number(DUPLICATE_LENGTH) / row.number(LENGTH) > params.charDuplicatesRatio()) {
            return Decision.drop("char_dup_ratio");
        }
        return row.number(LINE_FEEDS) / row.number(WORDS) > params.newLineRatio()
                ? Decision.drop("list_ratio")
                : Decision.KEEP;
    }
}
