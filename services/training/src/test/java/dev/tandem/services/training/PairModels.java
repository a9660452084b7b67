package dev.tandem.services.training;

import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Pictures and texts that share a topic, and two models that see it, each through a table of its own. */
final class PairModels implements Inference {
    static final String PICTURES = "pictures";
    static final String WORDS = "words";

    static final String WRITER = "writer";

    private static final int HIDDEN = 8;
    private static final ModelContract OF_WRITER = read("{\"name\": \"writer\", \"task\": \"text_generation\"}");
    private static final int SIDE = 4;
    private static final int WIDTH = 3 * SIDE * SIDE;
    private static final Pattern TOPIC = Pattern.compile("topic (\\d+)");
    private static final ModelContract OF_PICTURES = read("""
            {"name": "pictures", "task": "t", "license": "x", "source": "x", "max_batch": 8, "max_batch_bytes": 1000000,
             "inputs": [{"name": "IMAGE", "kind": "image", "type": "FP32", "shape": [3, 4, 4],
                         "image": {"resize": {"mode": "exact", "size": [4, 4], "interpolation": "bicubic"},
                                   "color": "RGB", "layout": "NCHW", "scale": 1, "mean": [0, 0, 0], "std": [1, 1, 1]}}],
             "outputs": [{"name": "EMBEDDING", "type": "FP32", "shape": [48], "meaning": "embedding", "rounding_digits": 4}]}""");
    private static final ModelContract OF_WORDS = read("""
            {"name": "words", "task": "t", "input": "TEXT", "output": "EMBEDDING", "dimension": 24, "max_batch": 8, "max_tokens": 64,
             "rounding_digits": 4, "pooling": "mean", "weights": "w", "weights_sha256":
             "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1", "tokenizer": "t", "tokenizer_sha256":
             "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0", "source": "x", "license": "x"}""");

    int asked;
    /** Prompts that were answered, by whoever writes. */
    final List<String> prompts = Collections.synchronizedList(new ArrayList<>());

    private static ModelContract read(String json) {
        return ModelRegistry.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A page with one pair: its picture is of {@code topic}, its text of {@code told}. */
    static Sample pair(int topic, int told, String more) {
        String source = "site.zip!/page-" + topic + ".html";
        return Sample.of(
                source + "#image-1",
                List.of(Digest.of(source)),
                Map.of(SampleMetadata.INPUT, "site.zip", SampleMetadata.TITLE, "About topic " + topic),
                List.of(
                        new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(picture(topic)), Map.of()),
                        new Part.Text("A view of topic " + told + more, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
    }

    /** Pairs of which every third has the text of another one. */
    static List<Sample> pairs(int count) {
        List<Sample> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(pair(i, i % 3 == 0 ? (i + 3) % count : i, ""));
        }
        return pairs;
    }

    private static byte[] picture(int topic) {
        float[] seen = seen(topic, WIDTH, 1);
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                rgb = rgb << 8 | Math.clamp(Math.round(128 + 25 * seen[3 * pixel + channel]), 0, 255);
            }
            picture.setRGB(pixel % SIDE, pixel / SIDE, rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static float[] seen(int topic, int width, long table) {
        SplittableRandom hidden = new SplittableRandom(topic * 31L + 7);
        double[] numbers = new double[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
            numbers[i] = hidden.nextGaussian();
        }
        SplittableRandom random = new SplittableRandom(table);
        float[] seen = new float[width];
        for (int i = 0; i < width; i++) {
            for (double number : numbers) {
                seen[i] += (float) (number * random.nextGaussian());
            }
        }
        return seen;
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        asked += rows.size();
        return rows.stream().map(row -> answer(model, row)).toList();
    }

    private ModelAnswer answer(String model, ModelRow row) {
        ModelContract contract = contract(model);
        float[] vector = model.equals(WORDS)
                ? vector(((ModelInput.Text) row.values().get("text")).text())
                : vector(((ModelInput.Image) row.values().get("image")).pixels().rgb());
        return new ModelAnswer(contract.outputs(), List.of(new Tensor(new int[] {vector.length}, vector)));
    }

    private static float[] vector(String text) {
        Matcher topic = TOPIC.matcher(text);
        return topic.find() ? seen(Integer.parseInt(topic.group(1)), 24, 2) : new float[24];
    }

    private static float[] vector(byte[] rgb) {
        float[] vector = new float[rgb.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (rgb[i] & 0xFF) - 128;
        }
        return vector;
    }

    /** Describes pictures by the topic of the text that it is shown; of every fifth topic it writes no JSON. */
    @Override
    public Generator generator() {
        return (model, prompt, options) -> {
            prompts.add(prompt.text());
            Matcher topic = TOPIC.matcher(prompt.text());
            boolean broken = !topic.find() || Integer.parseInt(topic.group(1)) % 5 == 0;
            return new Generation(
                    broken ? "no JSON" : "{\"caption\": \"Here one sees topic " + topic.group(1) + " once more\"}", true,
                    OptionalInt.of(100), OptionalInt.of(10));
        };
    }

    @Override
    public ModelContract contract(String model) {
        return model.equals(WORDS) ? OF_WORDS : model.equals(WRITER) ? OF_WRITER : OF_PICTURES;
    }

    @Override
    public Digest modelDigest(String model) {
        return Digest.of(model);
    }
}
