package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.RemoveTableTextMapper.Params;
import org.junit.jupiter.api.Test;

final class RemoveTableTextMapperTest {
    private static String mapped(int minCol, int maxCol, String text) {
        return new RemoveTableTextMapper(new Params(minCol, maxCol)).map(text);
    }

    @Test
    void rowsOfTheSameNumberOfCellsGoWithTheEmptyLinesBetweenAndBehindThem() {
        assertThat(mapped(2, 20, "A table:\nName Size Use\nnorth 1 -\n\nsouth\t22 x\n\nThe end of it."))
                .isEqualTo("A table:\nThe end of it.");
    }

    @Test
    void theFirstLineAndTheLastWithoutLineFeedAreNoRows() {
        assertThat(mapped(2, 20, "a b\nc d\ne f")).isEqualTo("a b\nc d\ne f");
        assertThat(mapped(2, 20, "a b\nc d\ne f\n")).isEqualTo("a b\n");
    }

    @Test
    void aBarSeparatesCellsOrIsInOne() {
        assertThat(mapped(2, 20, "x\na|b c\nd|e|f g\nh i\nj k")).isEqualTo("x\nj k");
        assertThat(mapped(3, 20, "x\na|b c\nd|e|f g\nh i\nj k")).isEqualTo("x\nh i\nj k");
        assertThat(mapped(4, 20, "x\na|b c|\nd|e|f g\nh i\nj k")).isEqualTo("x\na|b c|\nd|e|f g\nh i\nj k");
        assertThat(mapped(3, 3, "x\n|a| b c\n| d e\n")).isEqualTo("x\n");
    }

    @Test
    void oneColumnTwoSpacesAndOneRowAreNoTable() {
        String text = "x\na\nb\nc  d\ne  f\n g h\nthree words here\nand then some more\n";

        assertThat(mapped(2, 20, text)).isEqualTo(text);
    }

    @Test
    void onlyTablesWithinTheLimitsGo() {
        String text = "x\na b\nc d\ne f g\nh i j\n";

        assertThat(mapped(3, 20, text)).isEqualTo("x\na b\nc d\n");
        assertThat(mapped(2, 2, text)).isEqualTo("x\ne f g\nh i j\n");
        assertThat(mapped(5, 3, text)).isEqualTo(text);
    }

    @Test
    void emptyTextAndLineFeedsStay() {
        assertThat(mapped(2, 20, "")).isEmpty();
        assertThat(mapped(2, 20, "\n\n\n")).isEqualTo("\n\n\n");
    }
}
