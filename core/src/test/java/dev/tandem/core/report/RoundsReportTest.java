package dev.tandem.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsStore;
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
}
