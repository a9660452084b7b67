package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.engine.ShardView;
import dev.tandem.core.labels.HumanLabel;
import dev.tandem.core.labels.JudgeComparison;
import dev.tandem.core.labels.JudgeReport;
import dev.tandem.core.labels.LabelExport;
import dev.tandem.core.labels.LabelReview;
import dev.tandem.core.labels.LabelSampling;
import dev.tandem.core.labels.LabelSampling.Around;
import dev.tandem.core.labels.LabelSampling.Choice;
import dev.tandem.core.labels.LabelSampling.Chosen;
import dev.tandem.core.labels.LabelTask;
import dev.tandem.core.labels.LabelledSet;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.MemoryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples of a run that people label, and what their labels say of it. */
class LabellingTest {
    /** Of texts of 1 to 60 letters, those below 20 and those above 50 are dropped, after a mapper took the mark at their end away. */
    private static final String RECIPE = """
            name: lengths
            stages:
              - name: pages
                operators:
                  - jsonl
                  - remove_specific_chars
                  - text_length: {min_len: 20, max_len: 50}
            """;

    private static final List<Sample> SAMPLES = IntStream.rangeClosed(1, 60)
            .mapToObj(i -> Sample.read("page " + i, Map.of(), List.of(new Part.Text("x".repeat(i) + "\u25a0"))))
            .toList();

    private static MemoryRun run(int shardSamples) {
        List<List<Sample>> shards = new ArrayList<>();
        for (int from = 0; from < SAMPLES.size(); from += shardSamples) {
            shards.add(SAMPLES.subList(from, Math.min(SAMPLES.size(), from + shardSamples)));
        }
        return MemoryRun.of(RECIPE, shards);
    }

    private static List<Digest> views(MemoryRun run) {
        return run.views(1).stream().map(ShardView::key).toList();
    }

    private static List<Chosen> chosen(MemoryRun run, int samples, long seed) {
        return LabelSampling.of(run.store(), views(run), new Choice(samples, seed, Optional.empty()));
    }

    private static int length(Digest id) {
        return SAMPLES.stream().filter(sample -> sample.id().equals(id)).findFirst().orElseThrow().text().length() - 1;
    }

    private static LabelledSet labels(List<Chosen> chosen, Function<Chosen, String> label) {
        return new LabelledSet(IntStream.range(0, chosen.size())
                .mapToObj(i -> new HumanLabel(
                        i + 1, "run", chosen.get(i).sample(), "ann", label.apply(chosen.get(i)), "", List.of()))
                .toList());
    }

    @Test
    void halfOfASampleWasKeptAndTheRestIsSpreadOverTheReasons() {
        List<Chosen> chosen = chosen(run(60), 20, 0);
        assertThat(chosen).filteredOn(Chosen::kept).hasSize(10);
        assertThat(chosen).filteredOn(one -> length(one.sample()) < 20).hasSize(5);
        assertThat(chosen).filteredOn(one -> length(one.sample()) > 50).hasSize(5);
        assertThat(chosen).extracting(one -> one.sample().hex()).isSorted();
    }

    @Test
    void theSameSamplesAreChosenHoweverShardsAreCut() {
        List<Digest> whole = chosen(run(60), 20, 0).stream().map(Chosen::sample).toList();
        assertThat(chosen(run(7), 20, 0)).extracting(Chosen::sample).isEqualTo(whole);
        assertThat(chosen(run(7), 20, 1)).extracting(Chosen::sample).hasSize(20).isNotEqualTo(whole);
        assertThat(chosen(run(60), 1_000, 0)).hasSize(60);
        // Where there are too few of one half, the other fills up.
        assertThat(chosen(run(60), 58, 0)).filteredOn(one -> !one.kept()).hasSize(29);
    }

    @Test
    void theNearestToAThresholdAreChosenOnBothSides() {
        MemoryRun run = run(60);
        List<Chosen> chosen = LabelSampling.of(
                run.store(), views(run), new Choice(6, 0, Optional.of(new Around("text_length.text_len", 20))));
        assertThat(chosen).extracting(one -> length(one.sample())).containsExactlyInAnyOrder(17, 18, 19, 20, 21, 22);
    }

    @Test
    void peopleSeeWhatMappersMadeOfASampleWhetherItWasKeptOrNot() {
        MemoryRun run = run(60);
        List<LabelTask> tasks = LabelExport.tasks(run.store(), "run", "pages", chosen(run, 10, 0));
        assertThat(tasks).hasSize(10).extracting(LabelTask::text).allMatch(text -> text.matches("x+"));
        assertThat(tasks).extracting(task -> task.id().hex()).isSorted();
    }

    /** People would keep what has more than 15 letters. */
    @Test
    void aReviewCountsWherePeopleAreOfAnotherMind() {
        List<Chosen> sample = chosen(run(60), 60, 0);
        LabelReview review = LabelReview.of(sample, labels(sample, one -> length(one.sample()) > 15 ? "good" : "bad"));
        assertThat(review).isEqualTo(new LabelReview(31, 31, 29, 15));

        assertThatThrownBy(() -> LabelReview.of(sample, labels(sample.subList(0, 59), one -> "good")))
                .hasMessageContaining("1 of the 60 samples of the review have no label");
        assertThatThrownBy(() -> LabelReview.of(sample, labels(sample, one -> "maybe")))
                .hasMessageContaining("Line 1 of the labels: a review asks for good or bad, found 'maybe'");
    }

    @Test
    void judgesAreHeldAgainstPeople() {
        MemoryRun run = run(7);
        List<Chosen> all = chosen(run, 60, 0);
        JudgeReport report = JudgeComparison.of(run.store(), "run", views(run), labels(all, one -> Integer.toString(length(one.sample()))));
        assertThat(report.judges()).singleElement().satisfies(judge -> {
            assertThat(judge.feature()).isEqualTo("text_length.text_len");
            assertThat(judge.items()).isEqualTo(60);
            assertThat(judge.pearson().value()).isCloseTo(1, within(1e-12));
            assertThat(judge.positions()).isEmpty();
        });
        assertThat(report.verdict()).isEmpty();

        JudgeReport words = JudgeComparison.of(
                run.store(), "run", views(run), labels(all, one -> one.kept() == (length(one.sample()) != 30) ? "good" : "bad"));
        assertThat(words.verdict().orElseThrow().same()).isEqualTo(59);
        assertThat(words.verdict().orElseThrow().kappa()).isBetween(0.9, 1.0);
    }

    @Test
    void labelsOfSamplesThatARunHasNotAreRefused() {
        MemoryRun run = run(60);
        LabelledSet strange = new LabelledSet(List.of(new HumanLabel(3, "", Digest.of("x"), "ann", "good", "", List.of())));
        assertThatThrownBy(() -> JudgeComparison.of(run.store(), "run", views(run), strange))
                .hasMessageContaining("Line 3 of the labels: the run 'run' has no sample");
    }
}
