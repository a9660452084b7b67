package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.score.ScoreCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The operators that ask models: Triton and the embedded server lead to the same verdicts, and a second recipe asks neither. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TritonOperatorsIT {
    private static final String IMAGE = "nvcr.io/nvidia/tritonserver:24.10-py3";
    private static final String[] FETCHED = {
        "efficientnet_lite0", "ocr_detect", "ocr_recognise", "open_nsfw", "mtcnn_proposal", "mtcnn_refine", "mtcnn_output"
    };
    /** Two servers round activations of the quantised sentence model otherwise (see TritonInferenceIT); all else agrees. */
    private static final double OF_SENTENCES = 0.02;
    private static final double OF_OTHERS = 0.001;

    private static final String[] OPERATORS = {
        "nsfw: {max_score: 0.5}",
        "ocr_text:",
        "instruction_in_image:",
        "ocr_text_share: {max_share: 0.02}",
        "image_face_count:",
        "image_face_ratio:",
        "tag_similarity: {min_score: 0.1}",
        "text_similarity: {min_score: 0.1}",
        // A model that is made here: nothing of Tandem knows its name.
        "clip_score: {image_model: house_image, text_model: house_text, min_score: -1}",
        "t_mars: {image_model: house_image, text_model: house_text, min_score: -1}"
    };

    @TempDir
    static Path folder;

    private Path models;
    private String container = "";
    private Path pairs;
    private TandemHome embedded;
    private TandemHome onTriton;

    @BeforeAll
    void start() {
        models = folder.resolve("models");
        ModelRecipe.fetch(FETCHED);
        Commands.run(List.of("cp", "-r"), Map.of(), "models", models.toString());
        embedded = TandemHome.at(folder.resolve("embedded")).with("TANDEM_INFERENCE_MODELS_FOLDER", models.toString());
        pairs = ModelRecipe.pairs(folder.resolve("pairs"));
        succeed(embedded, "train-towers", models, "house", "--reader", "images", "--input", pairs, "--held-out", 2, "--epochs", 5);
        container = Commands.run(
                List.of("docker", "run", "--detach", "--publish", "127.0.0.1::8001", "--shm-size", "256m"), Map.of(),
                "--volume", models + ":/models:ro", IMAGE, "/models/serve");
        String address = RunningCompose.docker("port", container, "8001/tcp").lines().findFirst().orElseThrow();
        String ready = "exec 3<>/dev/tcp/127.0.0.1/8000"
                + " && printf 'GET /v2/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '";
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> RunningCompose.docker("exec", container, "bash", "-c", ready));
        onTriton = embedded.with("TANDEM_INFERENCE_ENDPOINT", address);
    }

    @AfterAll
    void stop() {
        if (!container.isEmpty()) {
            RunningCompose.docker("rm", "--force", "--volumes", container);
        }
    }

    @Test
    void verdictsAreThoseOfTheEmbeddedServer() {
        List<String> operators = new ArrayList<>(List.of(OPERATORS));
        operators.addFirst("images:");
        Path recipe = Recipes.stage(folder, operators.toArray(String[]::new));
        List<JsonNode> here = apply(embedded, recipe);
        List<JsonNode> there = apply(onTriton, recipe);

        assertThat(there).hasSameSizeAs(here).hasSizeGreaterThanOrEqualTo(ModelRecipe.PICTURES * OPERATORS.length);
        Map<String, Double> largest = new TreeMap<>();
        for (int i = 0; i < here.size(); i++) {
            JsonNode ours = here.get(i);
            JsonNode theirs = there.get(i);
            assertThat(theirs.get("id")).isEqualTo(ours.get("id"));
            assertThat(theirs.get("keep")).as(ours + "\n" + theirs).isEqualTo(ours.get("keep"));
            assertThat(theirs.get("reason")).isEqualTo(ours.get("reason"));
            ours.path("values").properties().forEach(value -> largest.merge(
                    ours.get("operator").asText() + "." + value.getKey(),
                    difference(value.getValue(), theirs.get("values").get(value.getKey())), Math::max));
        }
        System.out.println("Largest differences of scores between the embedded server and Triton: " + largest);
        assertThat(largest).containsKeys(
                "nsfw.nsfw_score", "ocr_text_share.text_share", "tag_similarity.similarity", "clip_score.similarity");
        largest.forEach((feature, difference) -> assertThat(difference).as(feature).isCloseTo(
                0, within(feature.startsWith("tag_") || feature.startsWith("text_") ? OF_SENTENCES : OF_OTHERS)));
        assertThat(here).extracting(line -> line.get("keep").asBoolean()).contains(true, false);
    }

    @Test
    void aSecondRecipeAsksNothing() {
        Path site = ModelRecipe.site(folder);
        Path recipe = ModelRecipe.write(folder.resolve("first.yaml"), OPERATORS);
        Map<String, ScoreCount> first = ModelRecipe.scores(ModelRecipe.run(onTriton, recipe, site, folder.resolve("one")));
        assertThat(first).containsKeys("open_nsfw", "house_image", "house_text", "ocr_detect", "minilm");
        assertThat(first.values()).allSatisfy(count -> assertThat(count.asked()).isPositive());

        List<String> more = new ArrayList<>(List.of(OPERATORS));
        more.addFirst("image_shape:");
        Path other = ModelRecipe.write(folder.resolve("second.yaml"), more.toArray(String[]::new));
        Map<String, ScoreCount> second = ModelRecipe.scores(ModelRecipe.run(onTriton, other, site, folder.resolve("two")));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second.values()).allSatisfy(count -> {
            assertThat(count.asked()).isZero();
            assertThat(count.known()).isPositive();
        });
    }

    private List<JsonNode> apply(TandemHome home, Path recipe) {
        Path output = Path.of(home.folder() + (home == embedded ? "-here" : "-there"));
        succeed(home, "apply", recipe, "--input", pairs, "--output", output, "--features", "--json");
        return Published.read(output.resolve("features.jsonl")).lines().map(line -> Json.read(line, JsonNode.class)).toList();
    }

    /** Of numbers the largest difference; of texts none, or more than any. */
    private static double difference(JsonNode ours, JsonNode theirs) {
        if (ours.isNumber() && theirs.isNumber()) {
            return Math.abs(ours.asDouble() - theirs.asDouble());
        }
        if (ours.isArray() && theirs.isArray() && ours.size() == theirs.size()) {
            double largest = 0;
            for (int i = 0; i < ours.size(); i++) {
                largest = Math.max(largest, difference(ours.get(i), theirs.get(i)));
            }
            return largest;
        }
        return ours.equals(theirs) ? 0 : Double.POSITIVE_INFINITY;
    }

    private static Outcome succeed(TandemHome home, Object... arguments) {
        Outcome outcome = home.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
