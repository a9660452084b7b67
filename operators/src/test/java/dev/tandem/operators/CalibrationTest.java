package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibration.Better;
import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.calibration.Calibrator;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.report.CalibrationPage;
import dev.tandem.core.run.RunRecord;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds that labelled samples propose, over what a run measured. */
class CalibrationTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final int SAMPLES = 240;

    /** What is dropped is measured as well, and counts. */
    private static final String RECIPE = """
            name: calibrated
            stages:
              - name: measured
                publish: all
                operators:
                  - jsonl:
                  - words: {min_num: 8}
                  - alphanumeric: {min_ratio: 0}
                  - image_shape:
            """;

    private static final List<Sample> GIVEN = samples();
    private static final MemoryRun RUN = run(RECIPE);

    private static boolean isGood(int number) {
        return number % 3 != 0;
    }

    /** Good samples are longer, have fewer signs that are no letters, and wider images; each with errors of its own. */
    private static List<Sample> samples() {
        Random random = new Random(5);
        return IntStream.range(0, SAMPLES).mapToObj(number -> {
            int words = 5 + random.nextInt(15) + (isGood(number) ? 5 : 0);
            String word = "word" + "!".repeat(random.nextInt(3) + (isGood(number) ? 0 : 1)) + " ";
            List<Part> parts = new ArrayList<>(List.of(new Part.Text(word.repeat(words))));
            int width = 4 + random.nextInt(10) + (isGood(number) ? 4 : 0);
            parts.add(TestImages.part(TestImages.png(width, 5), Map.of()));
            return Sample.read("folder/s" + number, Map.of(), parts);
        }).toList();
    }

    private static MemoryRun run(String recipe) {
        return MemoryRun.of(recipe, List.of(GIVEN.subList(0, 100), GIVEN.subList(100, 101), GIVEN.subList(101, SAMPLES)));
    }

    private static String labels(int from, int to) {
        return IntStream.range(from, to).mapToObj(CalibrationTest::label).collect(Collectors.joining("\n"));
    }

    /** Ids and sources by turns, whole and in part. */
    private static String label(int number) {
        Sample sample = GIVEN.get(number);
        String named = switch (number % 4) {
            case 0 -> "\"id\": \"" + sample.id().hex() + "\"";
            case 1 -> "\"id\": \"" + sample.id().abbreviated() + "\"";
            case 2 -> "\"source\": \"folder/s" + number + "\"";
            default -> "\"source\": \"s" + number + "\"";
        };
        return "{" + named + ", \"label\": " + (isGood(number) ? "\"good\"" : "0") + "}";
    }

    private static Calibration calibrate(MemoryRun run, String labels, double precision, String... features) {
        return new Calibrator(run.store(), CATALOG)
                .calibrate(run.record("run"), new Calibrator.Question(labels, List.of(features), precision, Several.MEAN, 1));
    }

    private static FeatureCurve of(Calibration calibration, String feature) {
        return calibration.features().stream().filter(found -> found.feature().equals(feature)).findFirst().orElseThrow();
    }

    @Test
    void aThresholdKeepsOfTheRunWhatARunWithItKeeps() {
        Calibration calibration = calibrate(RUN, labels(0, 120), 0.85);

        assertThat(List.of(calibration.good(), calibration.bad(), calibration.unmatched())).containsExactly(80, 40, 0);
        FeatureCurve words = of(calibration, "words.num_words");
        assertThat(words.better()).isEqualTo(Better.HIGHER);
        assertThat(words.measured()).isEqualTo(SAMPLES);
        assertThat(words.area()).isGreaterThan(0.65);
        Calibration.Proposal proposal = words.proposal().orElseThrow();
        assertThat(proposal.at().precision()).isGreaterThanOrEqualTo(0.85);
        assertThat(proposal.at().precisionInterval().contains(proposal.at().precision())).isTrue();
        assertThat(proposal.thresholdInterval().low()).isLessThanOrEqualTo(proposal.at().threshold());
        MemoryRun other = run(RECIPE.replace("min_num: 8", "min_num: 0") + "      " + String.join("\n", proposal.recipe()) + "\n");
        assertThat(other.kept("measured")).hasSize((int) proposal.at().keptOfRun());
    }

    @Test
    void lowerValuesCanBeTheBetterOnes() {
        String exchanged = labels(0, 120).replace("good", "x").replace("0}", "\"good\"}").replace("\"x\"", "0");
        FeatureCurve words = of(calibrate(RUN, exchanged, 0.6), "words.num_words");
        assertThat(words.better()).isEqualTo(Better.LOWER);
        Calibration.Proposal proposal = words.proposal().orElseThrow();
        assertThat(proposal.recipe().getFirst()).contains("keep: at_most");
        MemoryRun other = run(RECIPE.replace("min_num: 8", "min_num: 0") + "      " + String.join("\n", proposal.recipe()) + "\n");
        assertThat(other.kept("measured")).hasSize((int) proposal.at().keptOfRun());
        assertThat(words.curve()).extracting(Calibration.Point::keptOfRun).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void votesOfSeveralOperatorsAreFusedAndTheRecipeDoesTheSame() {
        Calibration calibration = calibrate(RUN, labels(0, 120), 0.85);
        FeatureCurve fused = calibration.fused().orElseThrow();
        assertThat(fused.area()).isGreaterThan(calibration.features().getFirst().area());
        Calibration.Proposal proposal = fused.proposal().orElseThrow();
        MemoryRun other = run(RECIPE.replace("min_num: 8", "min_num: 0") + "      " + String.join("\n      ", proposal.recipe()) + "\n");
        assertThat(other.kept("measured")).hasSize((int) proposal.at().keptOfRun());
    }

    @Test
    void theAnswerDoesNotDependOnShardsAndIsDrawnAsAPage() {
        Calibration calibration = calibrate(RUN, labels(0, 60), 0.8);
        MemoryRun whole = MemoryRun.of(RECIPE, List.of(GIVEN));
        assertThat(calibrate(whole, labels(0, 60), 0.8)).isEqualTo(calibration);
        assertThat(CalibrationPage.html(calibration))
                .contains("words.num_words", "<polyline", "threshold: {feature:")
                .endsWith("</html>\n");
    }

    @Test
    void featuresAreNamedWithAndWithoutTheirStage() {
        assertThat(calibrate(RUN, labels(0, 60), 0.8, "measured.words.num_words", "words.num_words").features()).hasSize(1);
        refused("words.num_wrods", labels(0, 60), "did you mean 'words.num_words'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"source": "s1", "label": 1}                                     | All 1 labels are 'good'
            {"source": "x1", "label": 1}\\n{"source": "x2", "label": 0}       | None of the 2 labels names a sample of the run 'run'
            {"source": "s1", "label": 1}\\n{"source": "s2", "label": 0}       | 1 good and 1 bad
            {"source": "s1", "label": 1}\\n{"source": "folder/s1", "label": 0} | contradict each other
            """)
    void labelsThatSayTooLittleAreRefused(String labels, String message) {
        refused("words.num_words", labels.replace("\\n", "\n"), message);
    }

    @Test
    void someLabelsMayNameNothing() {
        Calibration calibration = calibrate(RUN, labels(0, 60) + "\n{\"source\": \"elsewhere\", \"label\": 1}", 0.8);
        assertThat(calibration.unmatched()).isEqualTo(1);
        assertThat(calibration.firstUnmatched()).containsExactly("elsewhere");
    }

    private static void refused(String feature, String labels, String message) {
        RunRecord record = RUN.record("run");
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new Calibrator(RUN.store(), CATALOG)
                        .calibrate(record, new Calibrator.Question(labels, List.of(feature), 0.9, Several.MEAN, 1)))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .withMessageContaining(message);
    }
}
