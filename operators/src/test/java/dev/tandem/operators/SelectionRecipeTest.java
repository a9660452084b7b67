package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.MemoryRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The example recipe {@code recipes/selection.yaml}, but for its reader. */
final class SelectionRecipeTest {
    /** The source of two hundred samples is the rarest of four, and a tenth has no score. */
    private static List<Sample> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Sample.read(
                        "row/" + i,
                        i % 10 == 0
                                ? Map.of("source", source(i))
                                : Map.of("source", source(i), "score", String.valueOf(i % 97 / 97.0)),
                        List.of(new Part.Text("Row " + i + " has some words that stand there." + " And more of them.".repeat(i % 50)))))
                .toList();
    }

    private static String source(int row) {
        return row < 200 ? "rare" : List.of("web", "books", "wiki").get(row % 3);
    }

    private static MemoryRun run(List<List<Sample>> shards) throws IOException {
        return MemoryRun.of(Files.readString(Path.of("../recipes/selection.yaml")), shards);
    }

    @Test
    void asManyStayAsPoliciesSayHoweverShardsAreCut() throws IOException {
        MemoryRun whole = run(List.of(rows(0, 2_000)));
        MemoryRun cut = run(List.of(rows(1_500, 2_000), rows(0, 700), rows(700, 1_500)));

        // 1,800 have a score and 180 of them the rare source; 1,620 are left, of these 90 in a hundred, and 30 in a hundred of those.
        assertThat(whole.kept("best")).hasSizeBetween(437, 460).isEqualTo(cut.kept("best"));
        assertThat(whole.kept("control")).hasSize(540).isEqualTo(cut.kept("control"));
    }
}
