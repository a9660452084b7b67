package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.List;

/**
 * Keeps captions that are long enough in words and in characters, counted as DataComp does: words are what white space of
 * any kind separates, so that, unlike in {@code words}, a number or an emoji is one.
 */
@OperatorName("caption_length")
public final class CaptionLengthFilter implements Filter {
    private final Params params;

    public CaptionLengthFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minWords fewest words kept
     * @param maxWords most words kept
     * @param minChars smallest length kept, in code points
     * @param maxChars largest length kept, in code points
     */
    public record Params(
            @Setting(value = "3", min = 0) long minWords,
            @Setting(value = "Infinity", min = 0) long maxWords,
            @Setting(value = "6", min = 0) long minChars,
            @Setting(value = "Infinity", min = 0) long maxChars) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("caption_words"), Feature.number("caption_chars"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            String text = sample.text();
            out.number(row, 0, words(text));
            out.number(row, 1, text.codePointCount(0, text.length()));
        });
    }

    private static int words(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = WhiteSpace.is(text.charAt(i));
            words += inWord || space ? 0 : 1;
            inWord = !space;
        }
        return words;
    }

    @Override
    public Decision decide(FeatureRow row) {
        Decision words = Decision.within(
                "caption_words", row.number(0), params.minWords(), "min_words", params.maxWords(), "max_words");
        return words.keep()
                ? Decision.within("caption_chars", row.number(1), params.minChars(), "min_chars", params.maxChars(), "max_chars")
                : words;
    }
}
