package dev.tandem.training.probe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.Products;
import dev.tandem.training.tower.Projection;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A filter network, and what is done with the outputs of its base models before. */
public record ScaledTowers(InputScaling ofImages, InputScaling ofTexts, Projection image, Projection text) {
    private static final int MOST_NUMBERS = 1 << 16;

    /** Trains one on good pairs; {@code told} after each epoch, and what it throws ends the training. */
    public static ScaledTowers train(
            InputScaling.Block image,
            InputScaling.Block text,
            TrainingPairs pairs,
            TwoTowerSettings settings,
            Lanes lanes,
            Runnable told) {
        InputScaling ofImages = InputScaling.fit(List.of(image), pairs.images());
        InputScaling ofTexts = InputScaling.fit(List.of(text), pairs.texts());
        TwoTower towers = TwoTowerTraining.train(
                new TrainingPairs(ofImages.apply(pairs.images()), ofTexts.apply(pairs.texts())), settings, lanes, told);
        return new ScaledTowers(ofImages, ofTexts, towers.image(), towers.text());
    }

    /** Cosine of a pair, of which the base models say this. */
    public double score(float[] picture, float[] words) {
        float[][] images = image.embed(ofImages.apply(new float[][] {picture}));
        float[][] texts = text.embed(ofTexts.apply(new float[][] {words}));
        return Products.dot(images[0], texts[0]);
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws TandemException CORRUPT_OBJECT where the bytes are none */
    public static ScaledTowers decode(byte[] encoded) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(encoded))) {
            return read(data);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected a filter network, found " + e, e);
        }
    }

    void write(DataOutputStream data) throws IOException {
        write(data, ofImages);
        write(data, ofTexts);
        write(data, image);
        write(data, text);
    }

    static ScaledTowers read(DataInputStream data) throws IOException {
        return new ScaledTowers(scaling(data), scaling(data), projection(data), projection(data));
    }

    private static void write(DataOutputStream data, InputScaling scaling) throws IOException {
        InputScaling.Block block = scaling.blocks().getFirst();
        data.writeUTF(block.name());
        data.writeUTF(block.model());
        data.writeUTF(block.output());
        data.writeBoolean(block.standardised());
        write(data, scaling.mean());
        write(data, scaling.factor());
    }

    private static InputScaling scaling(DataInputStream data) throws IOException {
        String name = data.readUTF();
        String model = data.readUTF();
        String output = data.readUTF();
        boolean standardised = data.readBoolean();
        float[] mean = numbers(data);
        float[] factor = numbers(data);
        return new InputScaling(
                List.of(new InputScaling.Block(name, mean.length, model, output, standardised, Optional.empty())), mean, factor);
    }

    private static void write(DataOutputStream data, Projection projection) throws IOException {
        data.writeInt(projection.weights().length);
        for (float[] row : projection.weights()) {
            write(data, row);
        }
    }

    private static Projection projection(DataInputStream data) throws IOException {
        float[][] weights = new float[length(data)][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = numbers(data);
        }
        return new Projection(weights);
    }

    private static void write(DataOutputStream data, float[] numbers) throws IOException {
        data.writeInt(numbers.length);
        for (float number : numbers) {
            data.writeFloat(number);
        }
    }

    private static float[] numbers(DataInputStream data) throws IOException {
        float[] numbers = new float[length(data)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = data.readFloat();
        }
        return numbers;
    }

    private static int length(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 1 || length > MOST_NUMBERS) {
            throw new IOException(length + " numbers");
        }
        return length;
    }
}
