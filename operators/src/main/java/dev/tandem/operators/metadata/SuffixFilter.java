package dev.tandem.operators.metadata;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.Locale;

/**
 * Keeps samples by what the name of their file ends in, such as {@code .html}: of a page in an archive that of the page,
 * of a row that of the file it stands in. Case does not matter. A file without a suffix has the empty one.
 */
@OperatorName("suffix")
public final class SuffixFilter implements Filter {
    private final List<String> suffixes;

    public SuffixFilter(Params params) {
        this.suffixes = params.suffixes().stream()
                .map(suffix -> suffix.strip().toLowerCase(Locale.ROOT))
                .map(suffix -> suffix.isEmpty() || suffix.startsWith(".") ? suffix : "." + suffix)
                .toList();
    }

    /**
     * What is wanted.
     *
     * @param suffixes suffixes kept, such as {@code .txt}, {@code txt} or {@code tar.gz}; none to keep everything
     */
    public record Params(@Setting(value = "", measured = true) List<String> suffixes) {}

    /** All of the name behind its first period. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.text("suffix"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.text(row, 0, suffix(sample.sample().source())));
    }

    /** Of a source such as {@code docs.jar!/a/b.html} or {@code rows.jsonl#7}; a hidden file's name is no suffix. */
    private static String suffix(String source) {
        String name = source.substring(source.lastIndexOf('/') + 1).replaceFirst("#\\d+$", "");
        int period = name.indexOf('.', 1);
        return period < 0 ? "" : name.substring(period).toLowerCase(Locale.ROOT);
    }

    @Override
    public Decision decide(FeatureRow row) {
        String found = row.text(0);
        boolean wanted = suffixes.isEmpty()
                || suffixes.stream().anyMatch(suffix -> suffix.isEmpty() ? found.isEmpty() : found.endsWith(suffix));
        return wanted ? Decision.KEEP : Decision.drop("suffix not in suffixes");
    }
}
