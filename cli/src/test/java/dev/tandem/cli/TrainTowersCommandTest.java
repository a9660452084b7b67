package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.Tensor;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.operators.dedup.semantic.ImageClusters;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Towers over a model that sees the colour of a picture, and one that reads three numbers. */
class TrainTowersCommandTest {
    private static final int PAIRS = 120;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private record Local(OperatorCatalog operators) implements LocalMode {
        @Override
        public URI start() {
            throw new AssertionError("nothing is started");
        }

        @Override
        public boolean isOwner() {
            return false;
        }

        @Override
        public Inference inference() {
            return new Colours();
        }

        @Override
        public void await() {}
    }

    private static final class Colours implements Inference {
        @Override
        public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
            return rows.stream().map(row -> new ModelAnswer(
                    contract(model).outputs(), List.of(new Tensor(new int[] {3}, model.equals("seen") ? seen(row) : read(row))))).toList();
        }

        private static float[] seen(ModelRow row) {
            byte[] rgb = ((ModelInput.Image) row.values().get("image")).pixels().rgb();
            return new float[] {rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff};
        }

        private static float[] read(ModelRow row) {
            String text = ((ModelInput.Text) row.values().get("text")).text();
            String[] words = (text.isEmpty() ? "128 128 128" : text).split(" ");
            // In another order than the picture has them: that is what is to be learnt.
            return new float[] {Float.parseFloat(words[2]) - 128, Float.parseFloat(words[0]) - 128, Float.parseFloat(words[1]) - 128};
        }

        @Override
        public ModelContract contract(String model) {
            return new ModelContract(
                    model, "test", Optional.empty(),
                    List.of(new InputSpec.Numbers("IN", DataType.FP32, List.of(-1), Optional.empty())),
                    List.of(new OutputSpec(
                            "OUT", DataType.FP32, List.of(3),
                            model.equals("scores") ? OutputSpec.Meaning.SCORE : OutputSpec.Meaning.EMBEDDING, Optional.empty(), 4)),
                    Map.of(), 64, 0, Optional.empty(), Optional.empty(), List.of());
        }

        @Override
        public Digest modelDigest(String model) {
            return Digest.of(model);
        }
    }

    private int run(Object... arguments) {
        CommandLine line = TandemCommand.line(new Local(OperatorCatalog.load())).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path pairs() throws IOException {
        Path pairs = Files.createDirectories(folder.resolve("pairs"));
        Random random = new Random(5);
        for (int i = 0; i < PAIRS; i++) {
            int rgb = random.nextInt(1 << 24);
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, rgb);
            ImageIO.write(image, "png", pairs.resolve(i + ".png").toFile());
            Files.writeString(pairs.resolve(i + ".txt"), (rgb >> 16) + " " + (rgb >> 8 & 0xff) + " " + (rgb & 0xff));
        }
        Files.writeString(pairs.resolve("broken.png"), "no picture");
        return pairs;
    }

    private int train(Path models, Path pairs, Object... more) {
        Object[] all = new Object[] {"train-towers", models, "ours", "--input", pairs, "--reader", "images", "--image-model", "seen",
            "--text-model", "read", "--json"};
        Object[] both = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, both, all.length, more.length);
        return run(both);
    }

    @Test
    void towersFindThePartnersOfPairsThatTheyHaveNotSeen() throws IOException {
        Path models = folder.resolve("models");

        assertThat(train(models, pairs(), "--epochs", 150, "--captions")).as(err.toString()).isEqualTo(ExitCode.OK);

        JsonNode told = Json.read(out.toString(), JsonNode.class);
        assertThat(told.get("pairs").intValue()).isEqualTo(PAIRS);
        assertThat(told.get("skipped").intValue()).isEqualTo(1);
        assertThat(told.get("heldOut").intValue()).isEqualTo(PAIRS / 4);
        assertThat(told.get("recallAt5").doubleValue()).isGreaterThan(2 * told.get("chanceAt5").doubleValue());
        ModelContract contract = ModelContracts.load(Optional.of(models)).contract("ours_image");
        assertThat(contract.bases()).containsExactly("seen");
        assertThat(ModelContracts.load(Optional.of(models)).file("ours_captions", ModelFile.WEIGHTS)).hasSizeGreaterThan(PAIRS * 4);
        assertThat(contract.outputs().getFirst().meaning()).isEqualTo(OutputSpec.Meaning.EMBEDDING);
    }

    @Test
    void theSamePairsAndSeedGiveTheSameBytes() throws IOException {
        Path pairs = pairs();
        for (String models : List.of("one", "two")) {
            assertThat(train(folder.resolve(models), pairs)).isEqualTo(ExitCode.OK);
        }
        assertThat(train(folder.resolve("other"), pairs, "--seed", 2)).isEqualTo(ExitCode.OK);

        for (String file : List.of("ours_image/1/model.onnx", "ours_text/1/model.onnx", "ours_text/contract.json")) {
            byte[] one = Files.readAllBytes(folder.resolve("one").resolve(file));
            assertThat(one).isEqualTo(Files.readAllBytes(folder.resolve("two").resolve(file)));
            assertThat(one).isNotEqualTo(Files.readAllBytes(folder.resolve("other").resolve(file)));
        }
    }

    @Test
    void theTextInPicturesIsReadBesideThem() throws IOException {
        Path models = folder.resolve("models");
        assertThat(train(models, pairs(), "--read-text")).as(err.toString()).isEqualTo(ExitCode.OK);

        ModelContract contract = ModelContracts.load(Optional.of(models)).contract("ours_image");
        assertThat(contract.bases()).containsExactly("seen", "read");
        assertThat(contract.inputs()).extracting(InputSpec::name).containsExactly("FEATURES", "READ");
        assertThat(((InputSpec.Features) contract.inputs().getLast()).of().getFirst().reads()).contains("ocr");
    }

    @Test
    void clustersOfAPoolAreSelectedByATargetSet() throws IOException {
        Path pairs = pairs();
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.copy(pairs.resolve("1.png"), target.resolve("1.png"));
        for (String models : List.of("one", "two")) {
            assertThat(run("train-clusters", folder.resolve(models), "near", "--input", pairs, "--target", target, "--image-model", "seen",
                            "--clusters", 5, "--json")).as(err.toString()).isEqualTo(ExitCode.OK);
        }

        byte[] file = ModelContracts.load(Optional.of(folder.resolve("one"))).file("near", ModelFile.WEIGHTS);
        assertThat(file).isEqualTo(Files.readAllBytes(folder.resolve("two/near/weights.bin")));
        BufferedImage image = ImageIO.read(target.resolve("1.png").toFile());
        int rgb = image.getRGB(0, 0);
        float[] vector = {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
        assertThat(ImageClusters.decode(file).of(vector).selected()).isTrue();
        assertThat(ImageClusters.decode(file).of(vector).cluster()).isBetween(0, 4);
        assertThat(run("train-clusters", folder, "near", "--input", pairs, "--image-model", "seen", "--clusters", 0))
                .isEqualTo(ExitCode.USER);
    }

    @Test
    void whatCannotBeTrainedIsToldWithItsReason() throws IOException {
        Path few = Files.createDirectories(folder.resolve("few"));
        Files.copy(pairs().resolve("1.png"), few.resolve("1.png"));

        assertThat(train(folder.resolve("m"), few)).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("0 pairs", "1 samples without");
        assertThat(run("train-towers", folder, "ours", "--input", few, "--image-model", "scores")).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("no output that is an embedding");
        assertThat(run("train-towers", folder, "ours", "--input", few, "--reader", "words")).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("reads nothing");
        assertThat(train(folder.resolve("m"), few, "--epochs", 0)).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("epochs has to be from 1");
    }
}
