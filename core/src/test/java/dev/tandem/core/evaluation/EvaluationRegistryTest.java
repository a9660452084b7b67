package dev.tandem.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationRegistry.Named;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationRegistryTest {
    private final ContentStore contents = new ContentStore(new MemoryObjectStore());
    private final EvaluationRegistry registry = new EvaluationRegistry(contents, "team");

    private static EvaluationSet set(String... queries) {
        return new EvaluationSet(List.of(queries).stream().map(query -> new EvaluationItem(query, query, List.of("yes"))).toList());
    }

    @Test
    void aNamePointsToTheVersionThatWasAddedLastAndOldOnesStay() {
        Named first = registry.add("quiz", set("a", "b"));
        assertThat(registry.add("quiz", set("a", "b"))).isEqualTo(first);
        Named second = registry.add("quiz", set("a"));
        registry.add("exam", set("c"));
        new EvaluationRegistry(contents, "others").add("theirs", set("d"));

        assertThat(registry.list()).extracting(Named::name).containsExactly("exam", "quiz");
        assertThat(registry.named("quiz")).isEqualTo(second);
        assertThat(second.items()).isEqualTo(1);
        assertThat(registry.pin("quiz")).isEqualTo(new EvaluationReference("quiz", second.version()));
        String old = "quiz@" + first.version();
        assertThat(registry.pin(old)).hasToString(old);
        assertThat(EvaluationRegistry.stored(contents).load(first.version())).isEqualTo(set("a", "b"));
        assertThat(registry.items(first, 1)).isEqualTo(set("a").items());
        assertThat(registry.items(second, 9)).hasSize(1);
    }

    @Test
    void setsWithoutLeafAndSlicesKeepTheirDigests() {
        assertThat(set("a").encode()).asString().isEqualTo(
                "{\"format\":1,\"items\":[{\"id\":\"a\",\"labels\":[\"yes\"],\"query\":\"a\"}]}");
        Named before = Json.read("{\"format\":1,\"name\":\"quiz\",\"version\":\"" + Digest.of("x")
                + "\",\"items\":1,\"bytes\":2,\"added\":\"2026\"}", Named.class);
        assertThat(before.leaf()).isEmpty();
        assertThat(before.slices()).isEmpty();
    }

    @Test
    void namesTellLeafAndSlices() {
        EvaluationSet set = new EvaluationSet(Optional.of(EvaluationLeaf.REASONING),
                List.of(new EvaluationItem("a", "q", List.of(), Map.of("source", "web"))));
        Named added = registry.add("quiz", set);
        assertThat(registry.list()).containsExactly(added);
        assertThat(added.leaf()).contains(EvaluationLeaf.REASONING);
        assertThat(added.slices()).containsExactly("source");
        assertThat(EvaluationRegistry.stored(contents).load(added.version())).isEqualTo(set);
    }

    @Test
    void whatThereIsNotIsNotFound() {
        fails(() -> registry.named("quiz"), ErrorCode.NOT_FOUND);
        fails(() -> registry.named("../x"), ErrorCode.INVALID_ARGUMENT);
        fails(() -> registry.add("a@b", set("a")), ErrorCode.INVALID_ARGUMENT);
        fails(() -> registry.pin("quiz@" + Digest.of("x")), ErrorCode.NOT_FOUND);
        fails(() -> registry.pin("quiz@1"), ErrorCode.INVALID_RECIPE);
        fails(() -> EvaluationSets.none().load(Digest.of("x")), ErrorCode.NOT_FOUND);
    }

    @Test
    void whatALaterVersionWroteIsNotMisread() {
        Digest later = contents.put(Json.bytes(Map.of("format", 2, "items", List.of())), ObjectKey::evaluation);

        fails(() -> EvaluationRegistry.stored(contents).load(later), ErrorCode.CORRUPT_OBJECT);
    }

    private static void fails(Runnable call, ErrorCode code) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
