package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.training.export.PictureGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that is trained in a run, on pairs of a colour and its name. */
@OnSharedServer
class FilterNetworkTest {
    private static final String[] NAMES = {"red", "green", "blue"};
    private static final int PAIRS = 36;

    @TempDir
    private Path folder;

    private SharedServer.Running server;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
    }

    /** The first half has longer texts. */
    private Path pairs() throws IOException {
        Path pairs = Files.createDirectories(folder.resolve("pairs"));
        Random random = new Random(4);
        for (int i = 0; i < PAIRS; i++) {
            BufferedImage picture = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 24 * 24; pixel++) {
                picture.setRGB(pixel % 24, pixel / 24, 0xC0 << 8 * (2 - i % 3) ^ random.nextInt(0x20));
            }
            ImageIO.write(picture, "png", pairs.resolve("pair-" + i + ".png").toFile());
            Files.writeString(
                    pairs.resolve("pair-" + i + ".txt"), "Number " + i + " is " + NAMES[i % 3] + (i < PAIRS / 2 ? ", as you can see" : ""));
        }
        return pairs;
    }

    private void addGrid() throws IOException {
        assertThat(server.client().run("models", "add", PictureGrid.write(folder.resolve("models"))).exitCode()).isZero();
    }

    private RunRecord run(Path recipe, Path pairs, String output) {
        Outcome outcome = server.client().run("run", recipe, "--input", pairs, "--output", folder.resolve(output), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.run();
    }

    private Path recipe(String fraction) {
        return Recipes.write(folder.resolve("network.yaml"), """
                name: network
                stages:
                  - {name: read, operators: [images, {text_length: {min_len: 1}}]}
                  - name: network
                    operators:
                      - dfn: {feature: text_length.text_len, seed_fraction: %s, name: e2e_net, image_model: picture_grid,
                              folds: 2, epochs: 4}
                  - {name: best, publish: best-squares, operators: [{top_fraction: {feature: dfn.score, fraction: 0.5, cut: count}}]}
                publish: {formats: [jsonl]}
                limits: {shard_samples: 20}
                """.formatted(fraction));
    }

    @Test
    void aNetworkIsTrainedOnceScoresAllAndIsToldOf() throws IOException {
        addGrid();
        Path pairs = pairs();
        RunRecord first = run(recipe("0.5"), pairs, "first");
        RunRecord second = run(recipe("0.5"), pairs, "second");

        StepRecord network = first.steps().stream().filter(step -> step.kind() == StepKind.TRAIN).findFirst().orElseThrow();
        assertThat(network.shards()).isEqualTo(2);
        assertThat(network.counts().in()).isEqualTo(PAIRS);
        assertThat(network.scores().get("picture_grid").asked()).as("each picture once").isEqualTo(PAIRS);
        assertThat(first.datasets().getFirst().samples()).isEqualTo(PAIRS / 2);
        assertThat(second.datasets().getFirst().version()).isEqualTo(first.datasets().getFirst().version());
        assertThat(second.steps()).allMatch(step -> step.reused() == step.shards());
        assertThat(second.steps()).allMatch(step -> step.scores().isEmpty());

        Outcome why = server.client().run("why", "pair-0.png", "--run", first.run(), "--json");
        assertThat(why.exitCode()).as(why.text()).isZero();
        JsonNode verdict = why.json().findParents("operator").stream()
                .filter(one -> one.get("operator").asText().equals("dfn")).findFirst().orElseThrow();
        assertThat(verdict.get("values").get("seed").doubleValue()).isOne();
        assertThat(verdict.get("values").get("score").doubleValue()).isBetween(-1.0, 1.0);
        assertThat(server.client().run("models", "list").out()).contains("e2e_net_image", "e2e_net_text");
    }

    @Test
    void aSeedSetThatIsTooSmallEndsTheRunWithWhatToDo() throws IOException {
        addGrid();
        Outcome outcome = server.client()
                .run("run", recipe("0.05"), "--input", pairs(), "--output", folder.resolve("none"), "--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.text()).contains("The seed set of 'e2e_net' has 1 pairs", "Raise 'seed_fraction'");
    }
}
