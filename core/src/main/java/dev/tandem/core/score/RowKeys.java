package dev.tandem.core.score;

import dev.tandem.core.inference.FeatureSource;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a score is stored under: the digest of the model (contract, weights, preprocessing, and the models that it stands on) and
 * of all that it reads of a row.
 */
final class RowKeys {
    private final byte[] model;
    private final SortedSet<String> names = new TreeSet<>();

    RowKeys(Inference inference, String model) {
        this.model = inference.modelDigest(model).bytes();
        collect(inference, model);
    }

    /** The names of the values that the model reads, and those that it stands on. */
    private void collect(Inference inference, String name) {
        for (InputSpec input : inference.contract(name).inputs()) {
            if (!(input instanceof InputSpec.Features features)) {
                names.add(input.value());
                continue;
            }
            for (FeatureSource source : features.of()) {
                if (source.reads().isPresent()) {
                    names.add(source.reads().get());
                } else {
                    collect(inference, source.model());
                }
            }
        }
    }

    Digest of(ModelRow row) {
        MessageDigest digest = Digest.sha256();
        digest.update(model);
        for (String name : names) {
            bytes(digest, name.getBytes(StandardCharsets.UTF_8));
            switch (row.values().get(name)) {
                case ModelInput.Text(String text) -> {
                    digest.update((byte) 't');
                    bytes(digest, text.getBytes(StandardCharsets.UTF_8));
                }
                case ModelInput.Image(RgbPixels pixels) -> {
                    digest.update((byte) 'i');
                    numbers(digest, pixels.width(), pixels.height());
                    digest.update(pixels.rgb());
                }
                case ModelInput.Numbers(float[] values, int[] shape) -> {
                    digest.update((byte) 'n');
                    numbers(digest, shape.length);
                    numbers(digest, shape);
                    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
                    raw.asFloatBuffer().put(values);
                    digest.update(raw);
                }
                case null -> digest.update((byte) '-');
            }
        }
        return Digest.finish(digest, new byte[0]);
    }

    private static void bytes(MessageDigest digest, byte[] bytes) {
        numbers(digest, bytes.length);
        digest.update(bytes);
    }

    private static void numbers(MessageDigest digest, int... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        raw.asIntBuffer().put(numbers);
        digest.update(raw);
    }
}
