package dev.tandem.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.rounds.RoundsStore;
import dev.tandem.core.run.ReviewRecord.State;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoundsReportTest {
    private static RoundRecord round(int number, double recall, Optional<Estimate> overPrevious, Optional<Estimate> overFirst) {
        Estimate found = new Estimate(recall, recall - 0.03, recall + 0.03);
        RoundNumbers numbers = new RoundNumbers(80, 60 - number, 2, 20, 5, 7,
                number == 0 ? Optional.empty() : Optional.of(new RoundNumbers.Cut(1, 0.31, 0.08)), found, found, 0.25,
                number == 0 ? Optional.empty() : Optional.of(0.28), overPrevious, overFirst, 0.9, 0.6,
                new TreeMap<>(Map.of("source: <script>", new RoundNumbers.Slice(12, found))));
        return new RoundRecord(number, Digest.of("round " + number), numbers, Map.of(), Optional.empty(),
                number == 0 ? Optional.empty() : Optional.of("r.round-" + number), Optional.empty(), false, 1);
    }

    private static Optional<Estimate> gain(double value, double margin) {
        return Optional.of(new Estimate(value, value - margin, value + margin));
    }

    private static RoundsRecord record() {
        List<RoundRecord> rounds = List.of(
                round(0, 0.25, Optional.empty(), Optional.empty()),
                round(1, 0.35, gain(0.1, 0.05), gain(0.1, 0.05)),
                round(2, 0.27, gain(-0.08, 0.03), gain(0.02, 0.05)));
        PoolResult pool = new PoolResult(PoolResult.FORMAT, Digest.of("p"), Digest.of("p"), 100, 70, 3, 0);
        return new RoundsRecord(RoundsRecord.FORMAT, "mine", "team", "r", "r.yaml",
                new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 4, 5, 0.1, 10, 5, 1, 100, Rounds.Stop.DEFAULT),
                Digest.of("plan"), Digest.of("input"), "run", RunStatus.COMPLETED, "", "2026-01-01T00:00:00Z", Optional.empty(),
                Optional.empty(), Optional.of(pool), rounds, OptionalInt.of(1), Optional.of("most_rounds is 2"), true);
    }

    @Test
    void saysPlainlyWhichRoundIsBetterAndWhichIsNot() {
        MemoryObjectStore objects = new MemoryObjectStore();
        new RoundsStore(objects).put(record());
        ObjectKey key = new RoundsReport(objects).write("mine", Optional.empty());
        assertThat(key).isEqualTo(ObjectKey.report("mine"));
        assertThat(new String(objects.get(key), StandardCharsets.UTF_8))
                .contains("Round 1: better than what the recipe left (+10.0 (+5.0 to +15.0))")
                .contains("Round 2: not told apart from what the recipe left", "worse than the round before (-8.0 (-11.0 to -5.0))")
                .contains("no better than as many pairs drawn at random (28.0 %)")
                .contains("It ended: most_rounds is 2.", "The best of the rounds is round 1; names point to what it made.")
                .contains("source: &lt;script&gt; (12)", "polyline")
                .doesNotContain("<script>", "NaN");
    }

    @Test
    void thePageOfARoundEndsWithIt() {
        MemoryObjectStore objects = new MemoryObjectStore();
        new RoundsStore(objects).put(record());
        ObjectKey key = new RoundsReport(objects).write("mine", Optional.of("r.round-1"));
        assertThat(key).isEqualTo(ObjectKey.report("r.round-1"));
        assertThat(new String(objects.get(key), StandardCharsets.UTF_8)).contains("Round 1: ").doesNotContain("Round 2: ");
    }

    @Test
    void tellsWhatWasBroughtInForWhatAndWhetherItHelpedAndHowFarTwoModelsAgree() {
        Estimate low = new Estimate(0.1, 0.05, 0.15);
        RoundNumbers plain = round(1, 0.35, gain(0.1, 0.05), gain(0.1, 0.05)).numbers();
        RoundNumbers numbers = new RoundNumbers(plain.judged(), plain.kept(), 2, 20, 5, 7, plain.cut(), plain.recallAt1(),
                plain.recallAt5(), 0.25, plain.random(), plain.overPrevious(), plain.overFirst(), 0.9, 0.6, plain.slices(),
                List.of(
                        new RoundNumbers.Added(
                                "text: <short>", 12, low, 30, 7, 2, Optional.of(-0.25), gain(0.06, 0.02), gain(0.01, 0.05), 5),
                        new RoundNumbers.Added("text: long", 11, low, 0, 0, 0, Optional.empty(), gain(-0.06, 0.02), Optional.empty())),
                Optional.of(new RoundNumbers.Partner(41, low, gain(0.02, 0.01), Optional.of(0.713))),
                Optional.of(new RoundNumbers.Labelled(4, 3, 2)),
                new TreeMap<>(Map.of("creator", new RoundNumbers.Made(9, 6, new TreeMap<>(Map.of("the same text", 3L)), 7, 800, 90))));
        RoundRecord told = new RoundRecord(1, Digest.of("r"), numbers, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                false, 1, List.of(new ServedModels("triton:8001", ServedModels.State.LOADED, "")));
        assertThat(RoundsReport.html(record(), List.of(told)))
                .contains("More data for what was worst", "text: &lt;short&gt;", "+6.0 (+4.0 to +8.0)", "+1.0 (-4.0 to +6.0)", ">-0.25<")
                .contains(">rose<", ">fell<")
                .contains("Round 1 made 6 pairs of 9 by creator; refused: 3 the same text; 7 calls, 800 tokens read and 90 written")
                .contains("Models of round 1: loaded at triton:8001.")
                .contains("Two models that choose for each other", ">41<", ">0.713<", "stroke-dasharray");
        assertThat(RoundsTables.meaning(numbers.added().getFirst())).isEqualTo("text: <short>: 7 pairs from the reserve, 2 rejects and"
                + " 5 made ones of 30 candidates; its recall rose (+6.0 (+4.0 to +8.0); random: +1.0 (-4.0 to +6.0))");
    }

    @Test
    void tellsWhatPeopleWereAskedAndSaid() {
        RoundsReview asked = new RoundsReview(
                1, "r.round-1", 0.1, 8, 0.5, State.WAITING, "2026-01-01T00:00:00Z", Optional.empty(), Optional.empty());
        RoundsReview answered = asked.with(State.AGREED, Optional.of(new RoundsReview.Answer(
                "ada <a@b>", "2026-01-02T00:00:00Z", "labels-r@abc", Digest.of("said"), 8, 7)));
        assertThat(RoundsTables.meaning(answered)).isEqualTo("After round 1 people were asked about 8 pairs, the nearest to the"
                + " cut (10.0 %): they agree with it on 7 of 8 (ada <a@b> brought the labels, data set labels-r@abc)");
        assertThat(RoundsTables.meaning(asked)).endsWith("; it waits for them");
        assertThat(RoundsTables.meaning(asked.with(State.TIMED_OUT, Optional.empty()))).endsWith("; nobody answered in time");
        Html html = Html.page("t");
        RoundsTables.people(html, List.of(answered), record().rounds());
        assertThat(html.end()).contains("What people said", "ada &lt;a@b&gt;");
    }
}
