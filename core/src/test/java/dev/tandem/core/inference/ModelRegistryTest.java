package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
    private static final byte[] TOKENIZER = "{}".getBytes();

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ModelRegistry registry = new ModelRegistry(new ContentStore(objects));

    private static byte[] contract(String name, byte[] tokenizer, String path) {
        return """
                {"name": "%s", "task": "tokenizer", "files": {"tokenizer": {"path": "%s", "sha256": "%s"}}}
                """.formatted(name, path, Digest.of(tokenizer)).getBytes();
    }

    private ModelContracts contracts() {
        return ModelContracts.load().with(registry);
    }

    @Test
    void aModelOfTheStoreStandsBesideTheOthers() {
        byte[] contract = contract("ours", TOKENIZER, "files/tokenizer.json");
        ModelRegistry.Stored stored = registry.add(contract, Map.of("files/tokenizer.json", TOKENIZER));

        assertThat(stored.version()).isEqualTo(Digest.of(contract));
        assertThat(contracts().has("ours")).isTrue();
        assertThat(contracts().has("minilm")).isTrue();
        assertThat(contracts().has("other")).isFalse();
        assertThat(contracts().digest("ours")).isEqualTo(stored.version());
        assertThat(contracts().place("ours")).isEqualTo(ModelContracts.Place.STORE);
        assertThat(contracts().file("ours", ModelFile.TOKENIZER)).isEqualTo(TOKENIZER);
        assertThat(registry.add(contract, Map.of("files/tokenizer.json", TOKENIZER))).isEqualTo(stored);
        assertThat(registry.list()).containsExactly(stored);
    }

    @Test
    void anOlderVersionIsFoundByItsDigestAndASnapshotKeepsWhatItHas() {
        ModelRegistry.Stored first = registry.add(contract("ours", TOKENIZER, "a.json"), Map.of("a.json", TOKENIZER));
        ModelContracts before = contracts().snapshot();
        assertThat(before.digest("ours")).isEqualTo(first.version());
        byte[] other = "[]".getBytes();
        ModelRegistry.Stored second = registry.add(contract("ours", other, "a.json"), Map.of("a.json", other));

        assertThat(before.file("ours", ModelFile.TOKENIZER)).isEqualTo(TOKENIZER);
        assertThat(contracts().file("ours", ModelFile.TOKENIZER)).isEqualTo(other);
        assertThat(contracts().digest("ours")).isEqualTo(second.version());
        assertThat(contracts().file("ours@" + first.version(), ModelFile.TOKENIZER)).isEqualTo(TOKENIZER);
        assertThat(registry.list()).containsExactly(second);
    }

    @Test
    void whatIsNotWholeIsNotStored() {
        refused("which is not there", contract("ours", TOKENIZER, "a.json"), Map.of());
        refused("names no file 'b.json'", contract("ours", TOKENIZER, "a.json"), Map.of("a.json", TOKENIZER, "b.json", TOKENIZER));
        refused("has the digest", contract("ours", TOKENIZER, "a.json"), Map.of("a.json", "[]".getBytes()));
        refused("not there", contract("ours", TOKENIZER, "../a.json"), Map.of("../a.json", TOKENIZER));
        refused("not there", contract("ours", TOKENIZER, "/a.json"), Map.of("/a.json", TOKENIZER));
        refused("not a name for a stored model", contract("o/u", TOKENIZER, "a.json"), Map.of("a.json", TOKENIZER));
        refused("contract.json", "no JSON".getBytes(), Map.of());
        assertThat(registry.list()).isEmpty();
    }

    private void refused(String said, byte[] contract, Map<String, byte[]> files) {
        assertThatThrownBy(() -> registry.add(contract, files))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatWasReplacedInTheStoreIsNotUsed() {
        registry.add(contract("ours", TOKENIZER, "a.json"), Map.of("a.json", TOKENIZER));
        objects.list("models/versions/").stream().filter(key -> key.path().endsWith("/a.json"))
                .forEach(key -> objects.put(key, "[]".getBytes()));
        assertThatThrownBy(() -> contracts().file("ours", ModelFile.TOKENIZER)).hasMessageContaining("has a tokenizer with digest");
    }

    @Test
    void namesThatAreNoNamesAreUnknown() {
        for (String name : new String[] {"../x", "", "a/b", "x@1", "ours@" + Digest.of("none")}) {
            assertThat(contracts().has(name)).isFalse();
        }
    }
}
