package dev.tandem.operators.text;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.RewritingFilter;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.C4Rules.Cleaned;
import dev.tandem.operators.text.english.EnglishWords;
import java.util.List;
import java.util.Map;

/**
 * Removes lines of English text that are no prose, by the rules of C4 as datatrove has them, and drops what has too few
 * sentences left, placeholder text, or braces. A brace in a line that is removed does not count. Text with several parts
 * is cleaned part by part; one part with placeholder text or braces drops the sample, which then stays as it is.
 */
@OperatorName("c4_quality")
public final class C4QualityFilter implements RewritingFilter {
    private final Params params;
    private final Derivation<Cleaned> cleaned;

    public C4QualityFilter(Params params) {
        this.params = params;
        this.cleaned = sample -> C4Rules.clean(sample, params);
    }

    /**
     * Which lines are removed, and what drops a sample.
     *
     * @param splitParagraph whether lines are looked at; else sentences are
     * @param removeCitations whether to remove the marks of citations, as in an encyclopedia
     * @param filterNoTerminalPunct whether to remove lines that do not end in punctuation
     * @param minNumSentences fewest sentences kept; -1 for no limit
     * @param minWordsPerLine fewest words of a line that stays; -1 for no limit
     * @param maxWordLength longest word of a line that stays; -1 for no limit
     * @param filterLoremIpsum whether to drop samples with placeholder text
     * @param filterJavascript whether to remove lines that speak of JavaScript
     * @param filterCurlyBracket whether to drop samples with an opening brace
     * @param filterPolicy whether to remove lines about terms of use, privacy and cookies
     */
    public record Params(
            @Setting(value = "true", measured = true) boolean splitParagraph,
            @Setting(value = "true", measured = true) boolean removeCitations,
            @Setting(value = "true", measured = true) boolean filterNoTerminalPunct,
            @Setting(value = "5", min = -1) int minNumSentences,
            @Setting(value = "3", min = -1, measured = true) int minWordsPerLine,
            @Setting(value = "1000", min = -1, measured = true) int maxWordLength,
            @Setting(value = "true", measured = true) boolean filterLoremIpsum,
            @Setting(value = "true", measured = true) boolean filterJavascript,
            @Setting(value = "true", measured = true) boolean filterCurlyBracket,
            @Setting(value = "true", measured = true) boolean filterPolicy) {}

    /** Lines are counted up to the one that drops the sample. */
    @Override
    public List<Feature> features() {
        return List.of(
                Feature.text("forbidden"),
                Feature.number("sentences"),
                Feature.number("lines"),
                Feature.number("lines_kept"),
                Feature.number("lines_with_too_long_word"),
                Feature.number("lines_without_terminal_punct"),
                Feature.number("lines_with_too_few_words"),
                Feature.number("lines_with_javascript"),
                Feature.number("lines_with_policy"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            Cleaned found = sample.derive(cleaned);
            out.text(row, 0, found.forbidden());
            out.number(row, 1, found.sentences());
            out.number(row, 2, found.lines());
            for (C4Rules.Line verdict : C4Rules.Line.values()) {
                out.number(row, 3 + verdict.ordinal(), found.count(verdict));
            }
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (!row.text(0).isEmpty()) {
            return Decision.drop(row.text(0));
        }
        return row.number(1) < params.minNumSentences() ? Decision.drop("too_few_sentences") : Decision.KEEP;
    }

    @Override
    public List<String> rewrite(SampleView sample) throws SampleFailedException {
        return sample.derive(cleaned).texts();
    }

    /** The words of the lines that stay need not be looked for again. */
    @Override
    public Map<Derivation<?>, Object> known(SampleView sample) throws SampleFailedException {
        int words = sample.derive(cleaned).words();
        return words == C4Rules.UNKNOWN ? Map.of() : Map.of(EnglishWords.COUNT, words);
    }
}
