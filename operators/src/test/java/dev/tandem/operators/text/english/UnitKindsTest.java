package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class UnitKindsTest {

    @Test
    void unitsAreOfTheKindsThatTheirCharactersHave() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            int kinds = UnitKinds.of(c);

            assertThat((kinds & UnitKinds.SPACE) != 0).isEqualTo(WhiteSpace.is(c));
            assertThat((kinds & UnitKinds.LETTER) != 0).isEqualTo(Unicode14.isLetter(c));
            assertThat((kinds & UnitKinds.NO_PUNCTUATION) != 0).isEqualTo(!Punctuation.is(c) && !Character.isSurrogate(c));
            assertThat((kinds & UnitKinds.WIDE) != 0).isEqualTo(c > 0xFF);
        }
    }

    @Property
    void searchesEndAtTheFirstPlaceOrBehindTheEnd(
            @ForAll @CharRange(from = 'a', to = 'b') @CharRange(from = ' ', to = '!') @StringLength(max = 40) String text) {
        byte[] kinds = UnitKinds.of(text.toCharArray());
        for (int from = 0; from <= text.length(); from++) {
            int start = from;

            assertThat(UnitKinds.next(kinds, from, UnitKinds.SPACE)).isEqualTo(
                    IntStream.range(start, text.length()).filter(i -> text.charAt(i) == ' ').findFirst().orElse(text.length()));
            assertThat(UnitKinds.nextOther(kinds, from, UnitKinds.LETTER)).isEqualTo(
                    IntStream.range(start, text.length()).filter(i -> text.charAt(i) < 'a').findFirst().orElse(text.length()));
            assertThat(Math.min(text.length(), UnitKinds.nextOther(kinds, from, UnitKinds.SPACE))).isEqualTo(
                    IntStream.range(start, text.length()).filter(i -> text.charAt(i) != ' ').findFirst().orElse(text.length()));
        }
    }

    @Property
    void kindsOfAStretchAreThoseOfItsUnits(@ForAll @StringLength(min = 1, max = 40) String text) {
        byte[] kinds = UnitKinds.of(text.toCharArray());
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                int all = text.substring(from, to).chars().map(c -> UnitKinds.of((char) c)).reduce(0, (one, other) -> one | other);

                assertThat(UnitKinds.of(kinds, from, to)).isEqualTo(all);
            }
        }
    }
}
