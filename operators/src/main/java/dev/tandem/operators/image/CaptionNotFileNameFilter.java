package dev.tandem.operators.image;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Drops pairs whose description only names the file: it ends as image files do, equals the file's own name, or is a
 * word such as {@code image} with a number. Samples without an image or without text stay.
 */
@OperatorName("caption_not_file_name")
public final class CaptionNotFileNameFilter implements Filter {
    private static final Pattern FILE =
            Pattern.compile("\\S{1,200}\\.(png|jpe?g|gif|webp|bmp|svg|tiff?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED =
            Pattern.compile(
                    "(img|image|dsc|dscn|photo|picture|figure|fig|screenshot|untitled)?[-_ .]{0,3}\\d{0,20}",
                    Pattern.CASE_INSENSITIVE);

    public CaptionNotFileNameFilter(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("is_file_name"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, isFileName(sample) ? 1 : 0));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) == 0 ? Decision.KEEP : Decision.drop("description is a file name");
    }

    private static boolean isFileName(SampleView sample) {
        String text = sample.text().strip();
        List<Part.Media> media = sample.media();
        if (text.isEmpty() || media.isEmpty()) {
            return false;
        }
        String url = media.getFirst().attributes().getOrDefault(PartAttributes.URL, "");
        String name = url.substring(url.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals(name) || lower.equals(base) || FILE.matcher(text).matches()
                || NUMBERED.matcher(text).matches();
    }
}
