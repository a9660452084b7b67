package dev.tandem.operators.dedup;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says how much a sample is to stay, as deduplicators tell the engine: by a text that is the greater, by code point order,
 * the more it is. A group of settings.
 *
 * @param keep which of the duplicates stays
 * @param sources what sources begin with, the best first; for {@code keep: source_priority}
 * @param score the feature that decides, as {@code <operator>.<feature>}; for keep by score
 */
public record Keeper(@Setting("newest") Keep keep, @Setting("") List<String> sources, @Setting("") String score) {
    private static final char LAST_ASCII = 0x7f;
    private static final List<String> COMPLETING = List.of(
            SampleMetadata.LICENSE, SampleMetadata.TITLE, SampleMetadata.CREATED, SampleMetadata.URL, SampleMetadata.LANGUAGE);

    /**
     * Checks that there is what the choice needs.
     *
     * @throws IllegalArgumentException if there is not
     */
    public Keeper {
        sources = List.copyOf(sources);
        if (keep == Keep.SOURCE_PRIORITY && sources.isEmpty()) {
            throw new IllegalArgumentException("keep: source_priority needs 'sources', the best first");
        }
        if ((keep == Keep.HIGHEST_SCORE || keep == Keep.LOWEST_SCORE) && score.indexOf('.') < 1) {
            throw new IllegalArgumentException("keep: " + keep.name().toLowerCase(Locale.ROOT)
                    + " needs 'score', such as words.num_words, found '" + score + "'");
        }
    }

    /** What has to be measured before. */
    public List<FeatureReading> readings() {
        return keep == Keep.HIGHEST_SCORE || keep == Keep.LOWEST_SCORE
                ? List.of(new FeatureReading(score, FeatureReading.Several.MEAN))
                : List.of();
    }

    public String preference(SampleView sample) {
        return switch (keep) {
            case NEWEST -> metadata(sample, SampleMetadata.CREATED);
            case OLDEST -> reversed(metadata(sample, SampleMetadata.CREATED));
            case LONGEST -> padded(sample.text().codePointCount(0, sample.text().length()));
            case SMALLEST_ID -> "";
            case SOURCE_PRIORITY -> padded(sources.size() - place(sample.sample().source()));
            case MOST_COMPLETE -> padded(completeness(sample));
            case HIGHEST_SCORE -> ordered(sample.measured(score));
            case LOWEST_SCORE -> ordered(-sample.measured(score));
        };
    }

    private static String metadata(SampleView sample, String name) {
        return sample.sample().metadata().getOrDefault(name, "");
    }

    private static String padded(int number) {
        return String.format(Locale.ROOT, "%010d", number);
    }

    /** A text whose order among others of its kind is the opposite one; of two where one starts the other, too. */
    private static String reversed(String ascii) {
        if (ascii.isEmpty()) {
            return "";
        }
        StringBuilder reversed = new StringBuilder();
        ascii.chars().forEach(c -> reversed.append((char) Math.max(0, LAST_ASCII - c)));
        return reversed.append(LAST_ASCII).toString();
    }

    private int place(String source) {
        int place = 0;
        while (place < sources.size() && !source.startsWith(sources.get(place))) {
            place++;
        }
        return place;
    }

    private static int completeness(SampleView sample) {
        boolean text = false;
        boolean media = false;
        for (Part part : sample.parts()) {
            switch (part) {
                case Part.Text found -> text |= !found.text().isBlank();
                case Part.Media found -> media = true;
            }
        }
        Map<String, String> metadata = sample.sample().metadata();
        long named = COMPLETING.stream().filter(name -> !metadata.getOrDefault(name, "").isBlank()).count();
        return (int) named + (text ? 1 : 0) + (media ? 1 : 0);
    }

    /** A text with the order of numbers; nothing for what is none, which comes before all. */
    private static String ordered(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        long bits = Double.doubleToLongBits(number + 0.0);
        return HexFormat.of().toHexDigits(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }
}
