package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.pii.CleanEmailMapper.Params;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CleanEmailMapperTest {
    @ParameterizedTest
    @CsvSource({
        "jo.doe+x@mail.example.co.uk. a@B.com a@b a@b.c1 -@x.y., E. a@B.com a@b E1 E.",
        "a@b.com-x@d.ef, EE",
        "a@b.com.9 a@.com a@..com @b.de a@@b.de, E.9 a@.com E @b.de a@@b.de",
        "JO@b.de \u00e9a@b.de a@b.d\u00e9 a b@c.de, E \u00e9E E\u00e9 a E"
    })
    void addressesAreFoundByTheirForm(String text, String expected) {
        assertThat(new CleanEmailMapper(new Params("E")).map(text)).isEqualTo(expected);
        assertThat(new CleanEmailMapper(new Params("")).map(text)).isEqualTo(expected.replace("E", ""));
    }
}
