package dev.tandem.core.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answers to one row, so that a server can be told to have the right one.
 *
 * @param inputs values of the row by name
 * @param outputs numbers of the answer by the name of the output: of some outputs, the first numbers or all
 * @param tolerance what a number may differ by
 */
public record ModelExample(Map<String, Value> inputs, Map<String, List<Float>> outputs, double tolerance) {
    /** What floats of the same decimal number may differ by. */
    private static final double ROUNDED = 1e-6;

    public ModelExample {
        Require.that(inputs != null && !inputs.isEmpty(), "an example with inputs", inputs);
        Require.that(outputs != null && !outputs.isEmpty(), "an example with outputs", outputs);
        Require.that(tolerance >= 0, "a tolerance of at least 0", tolerance);
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    public ModelRow row() {
        ModelRow row = new ModelRow(Map.of());
        for (Map.Entry<String, Value> input : inputs.entrySet()) {
            row = row.with(input.getKey(), input.getValue().input());
        }
        return row;
    }

    /** What an answer says otherwise; empty where it says the same. */
    String difference(ModelAnswer answer) {
        for (Map.Entry<String, List<Float>> output : outputs.entrySet()) {
            float[] found = answer.output(output.getKey()).values();
            List<Float> expected = output.getValue();
            if (found.length < expected.size()) {
                return output.getKey() + " has " + found.length + " numbers, expected at least " + expected.size();
            }
            for (int i = 0; i < expected.size(); i++) {
                if (Math.abs((double) found[i] - expected.get(i)) > tolerance + ROUNDED) {
                    return output.getKey() + "[" + i + "] is " + found[i] + ", expected " + expected.get(i) + " within " + tolerance;
                }
            }
        }
        return "";
    }

    /**
     * One of a text, a picture and numbers with their shape.
     *
     * @param shape where there are numbers; one axis without it
     */
    public record Value(
            Optional<String> text, Optional<Picture> image, Optional<List<Float>> numbers, Optional<List<Integer>> shape) {
        public Value {
            Require.that(
                    (text.isPresent() ? 1 : 0) + (image.isPresent() ? 1 : 0) + (numbers.isPresent() ? 1 : 0) == 1,
                    "one of text, image and numbers", "another number of them");
        }

        ModelInput input() {
            if (text.isPresent()) {
                return new ModelInput.Text(text.get());
            }
            if (image.isPresent()) {
                return new ModelInput.Image(new RgbPixels(image.get().width(), image.get().height(), image.get().rgb()));
            }
            List<Float> given = numbers.orElseThrow();
            float[] values = new float[given.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = given.get(i);
            }
            return new ModelInput.Numbers(
                    values, shape.orElse(List.of(values.length)).stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** @param rgb red, green and blue of each pixel from the top left, base64 in JSON */
    public record Picture(int width, int height, byte[] rgb) {
        public Picture {
            Require.that(
                    width > 0 && height > 0 && rgb != null && rgb.length == 3L * width * height,
                    "width times height times three bytes", rgb == null ? 0 : rgb.length);
        }
    }
}
