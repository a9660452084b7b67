package dev.tandem.core.inference;

import java.util.HashMap;
import java.util.Map;

/**
 * What a model is asked of one sample, as named values: {@code text}, {@code image}, or what its contract reads otherwise.
 * A row may have more values than a model reads.
 */
public record ModelRow(Map<String, ModelInput> values) {
    public ModelRow {
        values = Map.copyOf(values);
    }

    public static ModelRow text(String text) {
        return new ModelRow(Map.of("text", new ModelInput.Text(text)));
    }

    public static ModelRow image(RgbPixels pixels) {
        return new ModelRow(Map.of("image", new ModelInput.Image(pixels)));
    }

    public ModelRow with(String name, ModelInput value) {
        Map<String, ModelInput> more = new HashMap<>(values);
        more.put(name, value);
        return new ModelRow(more);
    }
}
