package dev.tandem.operators.selection;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Drops samples whose text too many others have as well, such as {@code image1} or {@code click to enlarge}: ALIGN leaves out
 * alt-texts of more than 10 images. All of them go, not all but one, as what fits every picture describes none. Texts are
 * compared without white space at their ends and with one space for any other; a sample without text stays.
 */
@OperatorName("caption_boilerplate")
public final class CaptionBoilerplateSelector implements SetSelector {
    /** Half a digest: two of a billion texts meet with a chance of one in 10^20. */
    private static final int KEY_BYTES = 16;

    private final Params params;
    private final MessageDigest sha256 = Digest.sha256();

    public CaptionBoilerplateSelector(Params params) {
        this.params = params;
    }

    /**
     * What is boilerplate.
     *
     * @param maxCount most samples that may have the same text
     * @param ignoreCase compare texts in lower case
     */
    public record Params(@Setting(value = "10", min = 1) long maxCount, @Setting("true") boolean ignoreCase) {}

    @Override
    public List<FeatureReading> readings() {
        return List.of();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("count"), Feature.number("max"));
    }

    @Override
    public Access access() {
        return Access.TEXTS;
    }

    @Override
    public int keyBytes() {
        return KEY_BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        String text = normalized(row.text());
        if (!text.isEmpty()) {
            counted.accept(key(text));
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        all.forEach((key, count) -> {
            if (count > params.maxCount()) {
                table.accept(key, count);
            }
        });
        return new byte[0];
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        return (row, values) -> {
            String text = normalized(row.text());
            long count = text.isEmpty() ? 0 : table.number(key(text));
            if (count == 0) {
                return Decision.KEEP;
            }
            values[0] = count;
            values[1] = params.maxCount();
            return Decision.drop("text of more than max_count samples");
        };
    }

    private byte[] key(String text) {
        return Arrays.copyOf(sha256.digest(text.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
    }

    private String normalized(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                normalized.append(c);
            } else if (!normalized.isEmpty() && normalized.charAt(normalized.length() - 1) != ' ') {
                normalized.append(' ');
            }
        }
        String stripped = normalized.toString().stripTrailing();
        return params.ignoreCase() ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }
}
