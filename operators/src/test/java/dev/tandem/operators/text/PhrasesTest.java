package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class PhrasesTest {
    private static final List<String> SOUGHT = List.of("ok", "oko", "kk o", "{");

    @Property
    void phrasesAreFoundAsInTheLineInLowerCase(@ForAll @From("lines") String line) {
        int expected = 0;
        for (int number = 0; number < SOUGHT.size(); number++) {
            expected |= line.toLowerCase(Locale.ROOT).contains(SOUGHT.get(number)) ? 1 << number : 0;
        }

        assertThat(new Phrases(SOUGHT).in(line.toCharArray(), 0, line.length())).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("o", "O", "k", "K", "\u212a", " ", "{", "\u0130", "é").list().ofMaxSize(10)
                .map(pieces -> String.join("", pieces));
    }
}
