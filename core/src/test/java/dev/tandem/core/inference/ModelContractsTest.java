package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelContractsTest {
    private static final byte[] TOKENIZER = "{}".getBytes();

    @TempDir
    private Path folder;

    private void model(String name, Map<String, Object> contract) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.write(model.resolve("contract.json"), Json.bytes(contract));
        Files.write(model.resolve("tokenizer.json"), TOKENIZER);
    }

    private void tokenizer(String name, String file, byte[] bytes) throws IOException {
        model(name, Map.of(
                "name", name, "task", "tokenizer", "tokenizer", file, "tokenizer_sha256", Digest.of(bytes).toString()));
    }

    private ModelContracts contracts() {
        return ModelContracts.load(Optional.of(folder));
    }

    private static void fails(ErrorCode code, String said, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(said);
    }

    @Test
    void modelsOfAFolderStandBesideThoseOfTandem() throws IOException {
        Files.createDirectories(folder.resolve("no model"));
        tokenizer("ours", "tokenizer.json", TOKENIZER);
        ModelContracts contracts = contracts();

        assertThat(contracts.names()).contains("minilm", "ours").doesNotContain("no model");
        assertThat(contracts.file("ours", ModelFile.TOKENIZER)).isEqualTo(TOKENIZER);
        assertThat(contracts.digest("ours")).isEqualTo(Digest.of(Files.readAllBytes(folder.resolve("ours/contract.json"))));
    }

    @Test
    void aModelOfTheFolderStandsInForOneOfTheSameName() throws IOException {
        tokenizer("minilm", "tokenizer.json", TOKENIZER);

        assertThat(contracts().contract("minilm").task()).isEqualTo("tokenizer");
        assertThat(contracts().digest("minilm")).isNotEqualTo(ModelContracts.load().digest("minilm"));
    }

    /** The folder may be the one that the models of Tandem were made in. */
    @Test
    void aModelWithTheContractOfTandemHasItsFilesWhereTandemHasThem() throws IOException {
        Path model = Files.createDirectories(folder.resolve("minilm"));
        try (InputStream contract = ModelContracts.class.getResourceAsStream("/models/minilm/contract.json")) {
            Files.copy(contract, model.resolve("contract.json"));
        }
        assertThat(contracts().place("minilm")).isEqualTo(ModelContracts.load().place("minilm"));
    }

    @Test
    void aFileIsTheOneThatTheContractNamesByItsDigest() throws IOException {
        tokenizer("ours", "tokenizer.json", "[]".getBytes());

        fails(ErrorCode.MODEL_CONTRACT, "digest", () -> contracts().file("ours", ModelFile.TOKENIZER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../ours/tokenizer.json", "/etc/hostname", ".hidden", "a//b", "", "missing.json", "a\\b"})
    void aFileStandsInTheFolderOfItsModel(String file) throws IOException {
        tokenizer("ours", file, TOKENIZER);
        Files.write(folder.resolve("ours/.hidden"), TOKENIZER);

        fails(ErrorCode.MODEL_CONTRACT, "which is not there", () -> contracts().file("ours", ModelFile.TOKENIZER));
    }

    @Test
    void aModelWithoutTheFileSaysSo() throws IOException {
        tokenizer("ours", "tokenizer.json", TOKENIZER);

        fails(ErrorCode.INVALID_RECIPE, "has no weights", () -> contracts().file("ours", ModelFile.WEIGHTS));
        fails(ErrorCode.INVALID_RECIPE, "Unknown model", () -> contracts().file("other", ModelFile.WEIGHTS));
    }

    @Test
    void whatIsWrongWithAFolderIsToldAtOnce() throws IOException {
        model("ours", Map.of("name", "theirs"));
        fails(ErrorCode.MODEL_CONTRACT, "'theirs'", this::contracts);

        Files.writeString(folder.resolve("ours/contract.json"), "no JSON");
        fails(ErrorCode.MODEL_CONTRACT, "contract.json", this::contracts);

        fails(ErrorCode.INVALID_ARGUMENT, "models-folder", () -> ModelContracts.load(Optional.of(folder.resolve("nowhere"))));
    }

    @Test
    void filesNeedNoServer() throws IOException {
        tokenizer("ours", "tokenizer.json", TOKENIZER);
        Inference inference = Inference.withoutServer(contracts());

        assertThat(inference.file("ours", ModelFile.TOKENIZER)).isEqualTo(TOKENIZER);
        assertThat(inference.modelDigest("ours")).isEqualTo(contracts().digest("ours"));
        fails(ErrorCode.MODEL_UNAVAILABLE, "no model server", () -> inference.embedTexts("minilm", List.of("a")));
    }
}
