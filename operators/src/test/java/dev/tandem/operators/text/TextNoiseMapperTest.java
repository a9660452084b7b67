package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TextNoiseMapperTest {
    private static final Map<String, Object> NOTHING = Map.of("swap", 0, "drop", 0, "doubled", 0, "other_case", 0);
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static String noisy(String text, Object... params) {
        Map<String, Object> given = new HashMap<>(NOTHING);
        for (int i = 0; i < params.length; i += 2) {
            given.put((String) params[i], params[i + 1]);
        }
        try {
            return ((Mapper) CATALOG.create("text_noise", given, OperatorContext.withoutModels())).map(text);
        } catch (SampleFailedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachSlipIsMadeOfLettersAlone() {
        String text = "ab c1\u00e9\ud835\udd38, D";

        assertThat(noisy(text)).isEqualTo(text);
        assertThat(noisy(text, "swap", 1)).isEqualTo("ba c1\ud835\udd38\u00e9, D");
        assertThat(noisy(text, "drop", 1)).isEqualTo(" 1, ");
        assertThat(noisy(text, "doubled", 1)).isEqualTo("aabb cc1\u00e9\u00e9\ud835\udd38\ud835\udd38, DD");
        assertThat(noisy(text, "other_case", 1)).isEqualTo("AB C1\u00c9\ud835\udd38, d");
    }

    @Test
    void aboutAsManySlipsAreMadeAsSaid() {
        String text = "abcdefghij".repeat(1000);

        assertThat(noisy(text, "drop", 0.1).length()).isBetween(8_800, 9_200);
        assertThat(noisy(text, "doubled", 0.1).length()).isBetween(10_800, 11_200);
        assertThat(noisy(text, "other_case", 0.1).chars().filter(Character::isUpperCase).count()).isBetween(800L, 1_200L);
    }

    @Test
    void theSeedAndTheTextDecide() {
        String text = "The mill stands by the river. ".repeat(20);

        assertThat(noisy(text, "swap", 0.1)).isEqualTo(noisy(text, "swap", 0.1)).isNotEqualTo(noisy(text, "swap", 0.1, "seed", 1));
    }

    @Property(tries = 100)
    void swappedTextsHaveTheSameCharacters(@ForAll String text) {
        assertThat(sorted(noisy(text, "swap", 0.5))).isEqualTo(sorted(text));
    }

    private static int[] sorted(String text) {
        int[] characters = text.codePoints().toArray();
        Arrays.sort(characters);
        return characters;
    }

    @Test
    void moreSlipsThanLettersAreRefused() {
        assertThatThrownBy(() -> noisy("a", "swap", 0.6, "drop", 0.6)).hasMessageContaining("'swap'");
    }
}
