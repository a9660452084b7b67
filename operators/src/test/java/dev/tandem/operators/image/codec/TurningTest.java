package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TurningTest {
    /** Rows "abc" and "def". */
    private static final Pixels PICTURE = new Pixels(3, 2, 1, "abcdef".getBytes());

    /** By the definition of the tag: where the first row and the first column of what is stored stand. */
    @ParameterizedTest
    @CsvSource({"1, abc/def", "2, cba/fed", "3, fed/cba", "4, def/abc", "5, ad/be/cf", "6, da/eb/fc", "7, fc/eb/da", "8, cf/be/ad"})
    void picturesAreTurnedAndMirrored(int orientation, String expected) {
        Pixels turned = Turning.of(PICTURE, orientation);
        StringBuilder rows = new StringBuilder();
        for (int y = 0; y < turned.height(); y++) {
            rows.append(y > 0 ? "/" : "").append(new String(turned.samples(), y * turned.width(), turned.width()));
        }

        assertThat(rows.toString()).isEqualTo(expected);
    }

    @Test
    void pixelsStayWhole() {
        assertThat(Turning.of(new Pixels(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6}), 3).samples()).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(Turning.of(PICTURE, 1)).isSameAs(PICTURE);
    }
}
