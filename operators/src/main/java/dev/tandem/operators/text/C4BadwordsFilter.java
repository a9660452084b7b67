package dev.tandem.operators.text;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.TextCharacters;
import java.util.List;
import java.util.Set;

/**
 * Drops text with a bad word, as C4 does, by a list of yours: words and phrases in any case, with no letter, number or
 * underscore next to them. Japanese, Thai and Chinese, which put no space between words, are searched for the same
 * characters anywhere. What language a sample is in says its field {@code language}, where it has one. Of the samples
 * with bad words a share can be kept. Which ones follows from their ids, so that every run keeps the same; datatrove,
 * whose rule this is, draws lots.
 */
@OperatorName("c4_badwords")
public final class C4BadwordsFilter implements Filter {
    private static final Set<String> WITHOUT_SPACES = Set.of("ja", "th", "zh");
    private static final int BAD_WORDS = 0;
    private static final int LOT = 1;

    private final Params params;
    private final PhraseFinder words;

    public C4BadwordsFilter(Params params) {
        this.params = params;
        this.words = new PhraseFinder("words", params.words().stream()
                .map(word -> LowerCase.of(word.strip()))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /**
     * What is bad, and how much of it is kept.
     *
     * @param words the words and phrases; without any, everything is kept
     * @param keepFraction share kept of the samples with bad words
     * @param seed another number keeps another share, as large
     * @param defaultLanguage the language of samples that name none: an ISO 639-1 code
     */
    public record Params(
            @Setting(value = "", measured = true) List<String> words,
            @Setting(value = "0", min = 0, max = 1) double keepFraction,
            @Setting(value = "0", measured = true) long seed,
            @Setting(value = "en", measured = true) String defaultLanguage) {}

    /** Places where bad words begin, and the sample's lot: a number from 0 up to 1 that decides whether it is of the share. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.number("bad_words"), Feature.number("lot"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            char[] text = sample.derive(TextCharacters.LOWER_CASE);
            out.number(row, BAD_WORDS, isWithoutSpaces(sample) ? words.count(text) : words.countWords(text));
            out.number(row, LOT, lot(sample.sample().id()));
        });
    }

    private boolean isWithoutSpaces(SampleView sample) {
        return WITHOUT_SPACES.contains(
                sample.sample().metadata().getOrDefault(SampleMetadata.LANGUAGE, params.defaultLanguage()));
    }

    /** As many bits of a digest as a double has. */
    private double lot(Digest id) {
        String drawn = Digest.of("c4_badwords\0" + params.seed() + "\0" + id).hex();
        return (Long.parseUnsignedLong(drawn.substring(0, 16), 16) >>> 11) * 0x1p-53;
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(BAD_WORDS) == 0 || row.number(LOT) < params.keepFraction()
                ? Decision.KEEP
                : Decision.drop("document_removed_with_badwords");
    }
}
