package dev.tandem.operators.text.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PerplexityFilterTest {
    private static final String LIKELY = "The ferry waits for the tide.\n\nA pilot paints 7 boats.";
    private static final String UNLIKELY = "tide the for waits ferry the zzz";

    @TempDir
    private Path folder;

    private FilterRun run(Map<String, Object> params) {
        Inference models = Inference.withoutServer(ModelContracts.load(Optional.of(folder)));
        return new FilterRun("perplexity", params, new OperatorContext(models, MediaLimits.DEFAULT));
    }

    private Path text(List<String> lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "text", ".txt"), lines);
    }

    private void train(String name) throws IOException {
        TrainNgrams.train(folder.resolve(name), 3, 0, List.of(text(NgramModels.lines(200, 1)), text(NgramModels.lines(9, 2))));
    }

    @Test
    void aModelThatIsTrainedScoresText() throws IOException {
        train("ngram_en");
        FilterRun run = run(Map.of("max_ppl", 10));

        assertThat(run.number(LIKELY)).isBetween(1.0, 5.0).isEqualTo(Math.rint(run.number(LIKELY) * 10) / 10);
        assertThat(run.decision(LIKELY)).isEqualTo("keep");
        assertThat(run.decision(UNLIKELY)).isEqualTo("perplexity above max_ppl");
        assertThat(run(Map.of("min_ppl", 10)).decision(LIKELY)).isEqualTo("perplexity below min_ppl");
        assertThat(run.number(" \n\n")).isZero();
    }

    @Test
    void everyLineIsScoredByItself() throws IOException {
        train("ngram_en");
        double one = run(Map.of()).number("The ferry waits for the tide.");

        assertThat(run(Map.of()).number("The ferry waits for the tide.\r\n\nThe ferry waits for the tide.")).isEqualTo(one);
    }

    @Test
    void theLanguageOrTheModelNamesIt() {
        assertThat(models(Map.of())).containsExactly("ngram_en");
        assertThat(models(Map.of("lang", "de"))).containsExactly("ngram_de");
        assertThat(models(Map.of("lang", "de", "model", "ours"))).containsExactly("ours");
    }

    private static List<String> models(Map<String, Object> params) {
        return OperatorCatalog.load().create("perplexity", params, OperatorContext.withoutModels()).models();
    }

    @Test
    void anotherModelUnderTheSameNameHasAnotherDigest() throws IOException {
        train("ours");
        byte[] first = Files.readAllBytes(folder.resolve("ours/contract.json"));
        TrainNgrams.train(folder.resolve("ours"), 2, 0, List.of(text(NgramModels.lines(200, 1))));

        assertThat(Files.readAllBytes(folder.resolve("ours/contract.json"))).isNotEqualTo(first);
    }

    @Test
    void withoutAModelThePassFailsAsAWhole() throws IOException {
        assertThatThrownBy(() -> run(Map.of()).of(LIKELY))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContaining("ngram_en");
    }

    @Test
    void aFileThatIsNoModelSaysSo() throws IOException {
        train("ours");
        Path contract = folder.resolve("ours/contract.json");
        Files.writeString(contract, Files.readString(contract)
                .replaceAll("[0-9a-f]{64}", Digest.of("no model").hex()));
        Files.writeString(folder.resolve("ours/model.ngram"), "no model");

        assertThatThrownBy(() -> run(Map.of("model", "ours")).of(LIKELY)).hasMessageContaining("no n-gram model");
    }
}
