package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.Reference;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PiiEmailIpMapperTest {
    private static PiiEmailIpMapper mapper(boolean emails, boolean ips) {
        return new PiiEmailIpMapper(new PiiEmailIpMapper.Params(emails, ips));
    }

    @Test
    void replacementsAgreeWithDatatrove() {
        for (Reference reference : Reference.all()) {
            assertThat(mapper(true, true).map(reference.text()))
                    .as(reference.id())
                    .isEqualTo(reference.pii().orElse(reference.text()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "write to <jo.doe+x@mail.example.co.uk>., write to <email@example.com>.",
        "a@b is none, a@b is none",
        "a..b@c.de, a..email@example.com",
        ".a@b.cd, .email@example.com",
        "\u00e9a@b.cd, \u00e9a@b.cd",
        // A letter since Unicode 16, which the reference does not know.
        "\u1c89a@b.cd, \u1c89email@example.com",
        "a@b-.cd, a@b-.cd",
        "a@b.c-d-, email@example.com-",
        "a@[1.2.3.4]!, email@example.com!",
        "a@[1.2.3.400], a@[1.2.3.400]"
    })
    void addressesAreFoundByTheirForm(String text, String expected) {
        assertThat(mapper(true, false).map(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1", "127.0.0.1", "192.168.255.255", "172.16.0.0", "172.31.255.255", "100.64.0.1", "169.254.1.1",
                "0.0.0.0",
        "255.255.255.255", "203.0.113.7", "198.51.100.1", "192.0.2.1", "198.18.0.1", "198.19.255.255", "240.0.0.1",
        "01.2.3.4"
    })
    void addressesThatIdentifyNobodyStay(String address) {
        assertThat(mapper(true, true).map("at " + address + ".")).isEqualTo("at " + address + ".");
    }

    @ParameterizedTest
    @CsvSource({"8.8.8.8", "172.32.0.1", "172.15.255.255", "100.128.0.1", "192.0.0.9", "198.20.0.0", "224.0.0.1",
            "239.255.255.255"})
    void publicAddressesAreReplaced(String address) {
        assertThat(mapper(true, true).map("at " + address + ".")).isEqualTo("at 22.214.171.124.");
    }

    @Test
    void replacementsTakeTurns() {
        assertThat(mapper(true, true).map("a@b.cd, a@b.cd, a@b.cd; 8.8.8.8 9.9.9.9"))
                .isEqualTo("email@example.com, firstname.lastname@example.org, email@example.com;"
                        + " 22.214.171.124 126.96.36.199");
    }

    @Test
    void eachKindCanBeLeftAlone() {
        String text = "a@b.cd 8.8.8.8";

        assertThat(mapper(false, true).map(text)).isEqualTo("a@b.cd 22.214.171.124");
        assertThat(mapper(true, false).map(text)).isEqualTo("email@example.com 8.8.8.8");
        assertThat(mapper(false, false).map(text)).isSameAs(text);
    }

    @Property
    void mappingTwiceChangesNothingMore(@ForAll List<@From("words") String> words) {
        String once = mapper(true, true).map(String.join(" ", words));

        assertThat(mapper(true, true).map(once)).isEqualTo(once);
    }

    @Property
    void textWithoutAddressesStays(@ForAll @AlphaChars @Chars({' ', '.', '-', '\n'}) String text) {
        assertThat(mapper(true, true).map(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "word", "a@b.cd", "x.y@z.example", "8.8.8.8", "10.0.0.1", "1.2.3.4.5", "@", "a@b", "1.2.3", "(q@w.ex)");
    }
}
