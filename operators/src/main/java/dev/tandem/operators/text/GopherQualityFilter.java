package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WhiteSpace;
import dev.tandem.operators.text.english.WordList;
import java.util.BitSet;
import java.util.List;

/**
 * Keeps English prose by the quality rules of Gopher, counted as datatrove does. Words include punctuation; those that
 * consist of nothing else are left out where documents and words are too short or long. What it counts are the
 * features, so that every limit can be moved later. A limit of 0 is no limit.
 */
@OperatorName("gopher_quality")
public final class GopherQualityFilter implements Filter {
    private static final int WORDS = 0;
    private static final int NON_SYMBOL_WORDS = 1;
    private static final int NON_SYMBOL_LENGTH = 2;
    private static final int HASHES = 3;
    private static final int ELLIPSES = 4;
    private static final int LINES = 5;
    private static final int BULLET_LINES = 6;
    private static final int ELLIPSIS_LINES = 7;
    private static final int ALPHA_WORDS = 8;
    private static final int STOP_WORDS = 9;

    private static final List<Feature> FEATURES = List.of(
            Feature.number("words"),
            Feature.number("non_symbol_words"),
            Feature.number("non_symbol_length"),
            Feature.number("hashes"),
            Feature.number("ellipses"),
            Feature.number("lines"),
            Feature.number("bullet_lines"),
            Feature.number("ellipsis_lines"),
            Feature.number("alpha_words"),
            Feature.number("stop_words"));

    private final Params params;
    private final WordList stopWords;

    public GopherQualityFilter(Params params) {
        this.params = params;
        this.stopWords = new WordList(params.stopWords());
    }

    /**
     * Limits.
     *
     * @param minDocWords fewest words kept
     * @param maxDocWords most words kept
     * @param minAvgWordLength smallest mean length of words kept
     * @param maxAvgWordLength largest mean length of words kept
     * @param maxSymbolWordRatio largest number kept of number signs per word, and of ellipses per word
     * @param maxBulletLinesRatio largest share kept of lines that begin with a bullet or a hyphen
     * @param maxEllipsisLinesRatio largest share kept of lines that end in an ellipsis
     * @param maxNonAlphaWordsRatio smallest share kept of words with a letter; the reference calls it so
     * @param minStopWords fewest different stop words kept
     * @param stopWords the stop words, in the case that they are counted in
     */
    public record Params(
            @Setting(value = "50", min = 0) long minDocWords,
            @Setting(value = "100000", min = 0) long maxDocWords,
            @Setting(value = "3", min = 0) double minAvgWordLength,
            @Setting(value = "10", min = 0) double maxAvgWordLength,
            @Setting(value = "0.1", min = 0) double maxSymbolWordRatio,
            @Setting(value = "0.9", min = 0, max = 1) double maxBulletLinesRatio,
            @Setting(value = "0.3", min = 0, max = 1) double maxEllipsisLinesRatio,
            @Setting(value = "0.8", min = 0, max = 1) double maxNonAlphaWordsRatio,
            @Setting(value = "2", min = 0) int minStopWords,
            @Setting(value = "the,be,to,of,and,that,have,with", measured = true) List<String> stopWords) {}

    @Override
    public List<Feature> features() {
        return FEATURES;
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            int[] counts = counts(sample.derive(TextUnits.OF), sample.derive(EnglishWords.OF));
            for (int feature = 0; feature < counts.length; feature++) {
                out.number(row, feature, counts[feature]);
            }
        });
    }

    private int[] counts(TextUnits units, EnglishWords words) {
        int[] counts = new int[FEATURES.size()];
        char[] text = words.text();
        BitSet stopWordsFound = new BitSet();
        for (int word = 0; word < words.count(); word++) {
            counts[ALPHA_WORDS] += words.hasLetter(word) ? 1 : 0;
            if (words.hasOtherThanPunctuation(word)) {
                counts[NON_SYMBOL_WORDS]++;
                counts[NON_SYMBOL_LENGTH] += words.codePoints(word, 1);
            }
            int number = stopWords.find(words, word);
            if (number != WordList.ABSENT) {
                stopWordsFound.set(number);
            }
        }
        counts[WORDS] = words.count();
        counts[STOP_WORDS] = stopWordsFound.cardinality();
        for (int line = 0; line < units.lines(); line++) {
            countLine(text, units.lineStart(line), units.lineEnd(line), counts);
        }
        countSymbols(units, counts);
        return counts;
    }

    private static void countLine(char[] text, int from, int to, int[] counts) {
        int start = WhiteSpace.start(text, from, to);
        int end = WhiteSpace.end(text, start, to);
        counts[LINES]++;
        if (start < end) {
            counts[BULLET_LINES] += text[start] == '•' || text[start] == '-' ? 1 : 0;
            counts[ELLIPSIS_LINES] += text[end - 1] == '…' || (end - start >= 3 && isEllipsis(text, end - 3)) ? 1 : 0;
        }
    }

    private static boolean isEllipsis(char[] text, int from) {
        return text[from] == '.' && text[from + 1] == '.' && text[from + 2] == '.';
    }

    private static void countSymbols(TextUnits units, int[] counts) {
        char[] text = units.array();
        if (units.has('#')) {
            for (char c : text) {
                counts[HASHES] += c == '#' ? 1 : 0;
            }
        }
        for (int i = 0; i < text.length && units.hasEllipses(); i++) {
            if (text[i] == '…') {
                counts[ELLIPSES]++;
            } else if (text[i] == '.' && i + 2 < text.length && isEllipsis(text, i)) {
                counts[ELLIPSES]++;
                i += 2;
            }
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        double length = row.number(NON_SYMBOL_LENGTH) / row.number(NON_SYMBOL_WORDS);
        if (params.minDocWords() > 0 && row.number(NON_SYMBOL_WORDS) < params.minDocWords()) {
            return Decision.drop("gopher_short_doc");
        }
        if (params.maxDocWords() > 0 && row.number(NON_SYMBOL_WORDS) > params.maxDocWords()) {
            return Decision.drop("gopher_long_doc");
        }
        if (params.minAvgWordLength() > 0 && length < params.minAvgWordLength()) {
            return Decision.drop("gopher_below_avg_threshold");
        }
        if (params.maxAvgWordLength() > 0 && length > params.maxAvgWordLength()) {
            return Decision.drop("gopher_above_avg_threshold");
        }
        if (isAbove(row, HASHES, WORDS, params.maxSymbolWordRatio())) {
            return Decision.drop("gopher_too_many_hashes");
        }
        if (isAbove(row, ELLIPSES, WORDS, params.maxSymbolWordRatio())) {
            return Decision.drop("gopher_too_many_ellipsis");
        }
        if (isAbove(row, BULLET_LINES, LINES, params.maxBulletLinesRatio())) {
            return Decision.drop("gopher_too_many_bullets");
        }
        if (isAbove(row, ELLIPSIS_LINES, LINES, params.maxEllipsisLinesRatio())) {
            return Decision.drop("gopher_too_many_end_ellipsis");
        }
        if (params.maxNonAlphaWordsRatio() > 0
                && row.number(ALPHA_WORDS) / row.number(WORDS) < params.maxNonAlphaWordsRatio()) {
            return Decision.drop("gopher_below_alpha_threshold");
        }
        return row.number(STOP_WORDS) < params.minStopWords() ? Decision.drop("gopher_enough_stop_words") : Decision.KEEP;
    }

    private static boolean isAbove(FeatureRow row, int counted, int all, double limit) {
        return limit > 0 && row.number(counted) / row.number(all) > limit;
    }
}
