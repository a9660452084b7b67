package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DatatroveMinHashDeduplicatorTest {

    private static DatatroveMinHashDeduplicator create(Map<String, Object> params) {
        return (DatatroveMinHashDeduplicator)
                OperatorCatalog.load().create("datatrove_minhash", params, OperatorContext.withoutModels());
    }

    private static Optional<Signature> signature(Map<String, Object> params, String text) {
        return create(params).signature(new SampleView(FilterRun.text(text)));
    }

    @Test
    void casePunctuationNumbersAndDiacriticsMakeNoDifference() {
        assertThat(signature(Map.of(), "The café sold 12 loaves, and 3.5 cakes!").orElseThrow().evidence())
                .hasSize(112)
                .isEqualTo(signature(Map.of(), "the CAFE sold 7 loaves and 80 cakes").orElseThrow().evidence())
                .isNotEqualTo(signature(Map.of(), "the cafe sold no loaves and 80 cakes").orElseThrow().evidence());
    }

    @Test
    void wordsAreCutByTheRulesOfEnglish() {
        assertThat(signature(Map.of(), "they cannot go")).isEmpty();
        assertThat(signature(Map.of(), "they cannot go there")).isPresent();
    }

    @Test
    void anEqualBucketIsEnoughUnlessVerified() {
        assertThat(create(Map.of()).verifies()).isFalse();
        assertThat(create(Map.of()).threshold()).isZero();
        assertThat(create(Map.of("verify", true)).threshold()).isEqualTo(0.7);
        assertThat(signature(Map.of("verify", true), "one two three four five six").orElseThrow().evidence()).hasSize(3);
    }

    @Test
    void sizesOfHashesAreThoseThereAre() {
        assertThat(signature(Map.of("hash_fc", "sha1", "precision", 32), "one two three four five").orElseThrow().evidence())
                .hasSize(56);
        assertThatThrownBy(() -> create(Map.of("precision", 32))).hasMessageContaining("hash_fc: sha1");
        assertThatThrownBy(() -> create(Map.of("precision", 48, "hash_fc", "sha1"))).hasMessageContaining("precision");
        assertThatThrownBy(() -> create(Map.of("num_buckets", 1024, "hashes_per_bucket", 5))).hasMessageContaining("4096");
    }
}
