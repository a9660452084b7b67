package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.score.ScoreCount;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is predicted of a recipe that asks a model, and what its run does then. */
@OnSharedServer
class ForecastTest {
    private static final int PAGES = 200;

    @TempDir
    private Path folder;

    private SharedServer.Running server;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
    }

    @Test
    void aRunAsksAndDropsWhatWasPredicted() {
        Path site = PageSite.of(PAGES, 8).zip(folder.resolve("site.zip"));
        Path recipe = Recipes.write(folder.resolve("forecast.yaml"), """
                name: forecast
                stages:
                  - name: pages
                    operators: [html, whitespace]
                  - name: pairs
                    operators: [image_text_pairs, {text_similarity: {min_score: 0.25}}]
                limits: {shard_samples: 60}
                """);

        Forecast whole = explain(recipe, site);
        Outcome outcome = server.client().run("run", recipe, "--input", site, "--output", folder.resolve("out"), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        RunRecord run = outcome.run();

        Map<String, ScoreCount> scores = new TreeMap<>();
        run.steps().forEach(step -> step.scores().forEach((model, count) -> scores.merge(model, count, ScoreCount::plus)));
        long asked = scores.get("minilm").asked();
        long dropped = run.steps().getLast().counts().dropped();
        assertThat(asked).isPositive();
        assertThat(dropped).isPositive();
        assertThat(whole.calls()).isEqualTo(Map.of("minilm", asked));
        assertThat(whole.known()).isEqualTo(Map.of("minilm", scores.get("minilm").known()));
        assertThat(dropped(whole)).isEqualTo(dropped);
    }

    /** In a process of its own, which reads what the server has stored. */
    private Forecast explain(Path recipe, Path input) {
        Outcome outcome = TandemHome.at(server.folder().resolve("home"))
                .run("explain", recipe, "--input", input, "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.json(Forecast.class);
    }

    private static long dropped(Forecast forecast) {
        return forecast.steps().getLast().operators().getLast().inputDropped();
    }
}
