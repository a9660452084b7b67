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
import dev.tandem.operators.text.english.Sentences;
import dev.tandem.operators.text.english.SpanTable;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures English text and keeps everything: what reports show of a data set, and what limits can be chosen by. The
 * statistics are those of datatrove of whole texts, lines, paragraphs, sentences and words, under the same names. Shares
 * of nothing are 0.
 */
@OperatorName("text_statistics")
public final class TextStatisticsFilter implements Filter {
    private static final String END_MARKS = ".?!\"'";
    private static final String BULLETS = "-*•";

    private final Params params;
    private final LengthStatistics lines;
    private final LengthStatistics paragraphs;
    private final LengthStatistics sentences;
    private final LengthStatistics words;
    private final SpanTable stopWords;
    private final List<Feature> features;
    private final Repetitions repetitions = new Repetitions();
    private final IntArrayList bounds = new IntArrayList();

    public TextStatisticsFilter(Params params) {
        this.params = params;
        this.lines = new LengthStatistics(
                LengthStatistics.lengths("max_k_chars_per_line_tresholds", params.maxKCharsPerLineTresholds()),
                LengthStatistics.lengths("min_k_chars_per_line_thresholds", params.minKCharsPerLineThresholds()));
        this.paragraphs = new LengthStatistics(
                LengthStatistics.lengths("short_paragraph_max_chars_threshold", params.shortParagraphMaxCharsThreshold()),
                LengthStatistics.lengths("long_paragraph_max_chars_threshold", params.longParagraphMaxCharsThreshold()));
        this.sentences = new LengthStatistics(
                LengthStatistics.lengths("short_sentence_max_chars_threshold", params.shortSentenceMaxCharsThreshold()),
                LengthStatistics.lengths("long_sentence_max_chars_threshold", params.longSentenceMaxCharsThreshold()));
        this.words = new LengthStatistics(
                LengthStatistics.lengths("short_word_max_chars_threshold", params.shortWordMaxCharsThreshold()),
                LengthStatistics.lengths("long_word_max_chars_threshold", params.longWordMaxCharsThreshold()));
        this.stopWords = new SpanTable(params.stopWords().stream().distinct().toList());
        this.features = names().stream().map(Feature::number).toList();
    }

    /**
     * What counts as short and long, in characters.
     *
     * @param maxKCharsPerLineTresholds lengths up to which a line is short; datatrove spells it so
     * @param minKCharsPerLineThresholds lengths from which on a line is long
     * @param ignoreEmptyLines whether blank lines count only in the number of lines
     * @param shortParagraphMaxCharsThreshold lengths up to which a paragraph is short
     * @param longParagraphMaxCharsThreshold lengths from which on a paragraph is long
     * @param shortSentenceMaxCharsThreshold lengths up to which a sentence is short
     * @param longSentenceMaxCharsThreshold lengths from which on a sentence is long
     * @param shortWordMaxCharsThreshold lengths up to which a word is short
     * @param longWordMaxCharsThreshold lengths from which on a word is long
     * @param stopWords the stop words, in the case that they are counted in
     */
    public record Params(
            @Setting(value = "10,30", measured = true) List<String> maxKCharsPerLineTresholds,
            @Setting(value = "2000,10000", measured = true) List<String> minKCharsPerLineThresholds,
            @Setting(value = "false", measured = true) boolean ignoreEmptyLines,
            @Setting(value = "100", measured = true) List<String> shortParagraphMaxCharsThreshold,
            @Setting(value = "1000", measured = true) List<String> longParagraphMaxCharsThreshold,
            @Setting(value = "20", measured = true) List<String> shortSentenceMaxCharsThreshold,
            @Setting(value = "75", measured = true) List<String> longSentenceMaxCharsThreshold,
            @Setting(value = "3", measured = true) List<String> shortWordMaxCharsThreshold,
            @Setting(value = "7", measured = true) List<String> longWordMaxCharsThreshold,
            @Setting(value = "the,be,to,of,and,that,have,with", measured = true) List<String> stopWords) {}

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "length", "white_space_ratio", "non_alpha_digit_ratio", "digit_ratio", "uppercase_ratio", "elipsis_ratio",
                "punctuation_ratio", "n_lines", "avg_line_length"));
        names.addAll(lines.names("short_line_ratio_chars_", "long_line_ratio_chars_"));
        names.addAll(List.of("lines_ending_with_terminal_mark_ratio", "bullet_point_lines_ratio", "line_duplicates",
                "line_char_duplicates", "n_paragraphs", "avg_paragraph_length"));
        names.addAll(paragraphs.names("short_paragraph_ratio_", "long_paragraph_ratio_"));
        names.addAll(List.of("paragraph_duplicates", "paragraph_char_duplicates", "n_sentences", "avg_sentence_length"));
        names.addAll(sentences.names("short_sentence_ratio_", "long_sentence_ratio_"));
        names.addAll(List.of("n_words", "avg_word_length", "avg_words_per_line"));
        names.addAll(words.names("short_word_ratio_", "long_word_ratio_"));
        names.addAll(List.of("type_token_ratio", "uppercase_word_ratio", "capitalized_word_ratio", "stop_word_ratio"));
        return names;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        DoubleArrayList values = new DoubleArrayList(features.size());
        batch.forEach(out, (row, sample) -> {
            values.clear();
            TextUnits units = sample.derive(TextUnits.OF);
            char[] text = units.array();
            CharacterStatistics.write(text, values);
            measureLines(units, values);
            measureParagraphs(units, values);
            measureSentences(text, sample, values);
            measureWords(text, sample, values);
            for (int feature = 0; feature < values.size(); feature++) {
                out.number(row, feature, values.getDouble(feature));
            }
        });
    }

    private void measureLines(TextUnits units, DoubleArrayList values) {
        char[] text = units.array();
        lines.clear();
        bounds.clear();
        int all = 0;
        int terminated = 0;
        int bulleted = 0;
        for (int start = 0; start <= text.length; ) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            int first = WhiteSpace.start(text, start, end);
            all++;
            if (first < end || !params.ignoreEmptyLines()) {
                bounds.add(start);
                bounds.add(end);
                lines.add(Character.codePointCount(text, start, end - start));
                terminated += start < end && END_MARKS.indexOf(text[end - 1]) >= 0 ? 1 : 0;
                bulleted += first < end && BULLETS.indexOf(text[first]) >= 0 ? 1 : 0;
            }
            start = end + 1;
        }
        Repetitions.Pieces found = repetitions.pieces(units, bounds);
        values.add(all);
        values.add(lines.average());
        lines.write(values);
        values.add(LengthStatistics.ratio(terminated, lines.count()));
        values.add(LengthStatistics.ratio(bulleted, lines.count()));
        values.add(LengthStatistics.ratio(found.duplicates(), lines.count()));
        values.add(LengthStatistics.ratio(found.duplicateLength(), lines.total()));
    }

    /** What two line feeds separate, blank ones left out. */
    private void measureParagraphs(TextUnits units, DoubleArrayList values) {
        char[] text = units.array();
        paragraphs.clear();
        bounds.clear();
        for (int start = 0; start <= text.length; ) {
            int end = start;
            while (end < text.length && !(text[end] == '\n' && end + 1 < text.length && text[end + 1] == '\n')) {
                end++;
            }
            if (WhiteSpace.start(text, start, end) < end) {
                bounds.add(start);
                bounds.add(end);
                paragraphs.add(Character.codePointCount(text, start, end - start));
            }
            start = end + 2;
        }
        Repetitions.Pieces found = repetitions.pieces(units, bounds);
        values.add(paragraphs.count());
        values.add(paragraphs.average());
        paragraphs.write(values);
        values.add(LengthStatistics.ratio(found.duplicates(), paragraphs.count()));
        values.add(LengthStatistics.ratio(found.duplicateLength(), paragraphs.total()));
    }

    private void measureSentences(char[] text, SampleView sample, DoubleArrayList values) throws SampleFailedException {
        sentences.clear();
        Tokens found = sample.derive(Sentences.OF);
        for (int i = 0; i < found.size(); i++) {
            int start = WhiteSpace.start(text, found.start(i), found.end(i));
            int end = WhiteSpace.end(text, start, found.end(i));
            if (start < end) {
                sentences.add(Character.codePointCount(text, start, end - start));
            }
        }
        values.add(sentences.count());
        values.add(sentences.average());
        sentences.write(values);
    }

    private void measureWords(char[] text, SampleView sample, DoubleArrayList values) throws SampleFailedException {
        EnglishWords found = sample.derive(EnglishWords.OF);
        words.clear();
        int capitals = 0;
        int capitalized = 0;
        int stops = 0;
        for (int i = 0; i < found.count(); i++) {
            words.add(found.codePoints(i, 1));
            capitals += WordCase.isUpper(text, found.start(i), found.end(i)) ? 1 : 0;
            capitalized += WordCase.isTitle(text, found.start(i), found.end(i)) ? 1 : 0;
            stops += stopWords.find(text, found.start(i), found.end(i)) == SpanTable.ABSENT ? 0 : 1;
        }
        int endedLines = sample.derive(TextUnits.OF).lines();
        values.add(words.count());
        values.add(words.average());
        values.add(LengthStatistics.ratio(words.count(), endedLines));
        words.write(values);
        values.add(LengthStatistics.ratio(repetitions.distinctWords(found), words.count()));
        values.add(LengthStatistics.ratio(capitals, words.count()));
        values.add(LengthStatistics.ratio(capitalized, words.count()));
        values.add(LengthStatistics.ratio(stops, words.count()));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.KEEP;
    }
}
