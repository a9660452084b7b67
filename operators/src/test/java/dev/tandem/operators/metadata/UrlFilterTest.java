package dev.tandem.operators.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlFilterTest {
    private static final Map<String, Object> LISTS = Map.of(
            "extra_domains", List.of("Blocked.example", "bad.co.uk", "forum.fine.com", "# comment", "192.0.2.7", "localhost",
                    "user.github.io"),
            "extra_urls", List.of("http://fine.com/page?x=1"),
            "banned_words", List.of("rotten", "Foul-Word", "---"),
            "banned_subwords", List.of("stench"),
            "soft_banned_words", List.of("mould", "slime", "ooze", "# x"));

    private static String decision(Map<String, Object> params, String url) {
        return new FilterRun("url_filter", params)
                .decision(Sample.read("page", Map.of("url", url), List.of(new Part.Text("text"))));
    }

    /** What datatrove 0.10.1 says with tldextract 5.4. */
    @ParameterizedTest
    @CsvSource({
        "http://fine.com/, keep", "http://www.bad.co.uk/x, domain", "http://bad.co.uk:8080, domain", "http://co.uk/, keep",
        "http://forum.fine.com/, subdomain", "http://x.forum.fine.com/, keep", "https://user:pw@www.bad.co.uk/a, domain",
        "http://notbad.co.uk/, keep", "http://user.github.io/, subdomain", "http://a.user.github.io/, keep",
        "http://fine.com/page?x=1, url", "http://fine.com/page?x=1#a, keep", "http://fine.com/rotten/fish, hard_blacklisted",
        "http://fine.com/Rotten/fish, keep", "http://fine.com/rottenfish, keep", "http://fine.com/foulword, hard_blacklisted",
        "http://fine.com/foul-word, keep", "http://fine.com/mould, keep", "http://fine.com/mould/slime, soft_blacklisted",
        "http://fine.com/mould/mould, keep", "http://fine.com/mould-ooze_slime, soft_blacklisted",
        "http://fine.com/thestenches, blacklisted_subword", "http://fine.com/st-en_ch, blacklisted_subword",
        "http://fine.com/STENCH, blacklisted_subword", "//bad.co.uk/x, domain", "bad.co.uk/x, domain", "www.bad.co.uk., domain",
        "mailto:x@bad.co.uk, domain", "http://[::1]/rotten, hard_blacklisted", "http://пример.рф/rotten, hard_blacklisted",
        "http://bad。co。uk/, domain", "ftp://www.bad.co.uk, domain", "1http://www.bad.co.uk, domain",
        "http://x_y.bad.co.uk/, domain", "http://-x.bad.co.uk/, domain", "http://city.kawasaki.jp/, keep",
        "http://@@bad.co.uk/, domain", "http://bad.co.uk?x, domain", "http://bad.co.uk#x, domain", "http://, keep"
    })
    void addressesAreJudgedAsByDatatrove(String url, String decision) {
        assertThat(decision(LISTS, url)).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        "http://FORUM.Fine.COM/, subdomain", "http://192.0.2.7/, subdomain", "http://localhost:80/, subdomain",
        "http://www.blocked.example/, keep", "http://BAD.co.uk, domain"
    })
    void hostsAreFoundInAnyCaseAndWithoutAPublicSuffix(String url, String decision) {
        assertThat(decision(LISTS, url)).isEqualTo(decision);
    }

    @Test
    void theThresholdIsOfDifferentWords() {
        Map<String, Object> three = Map.of("soft_banned_words", List.of("a", "b", "c"), "soft_word_threshold", 3);

        assertThat(decision(three, "http://fine.com/a/b")).isEqualTo("keep");
        assertThat(decision(three, "http://fine.com/a/b/c")).isEqualTo("soft_blacklisted");
    }

    @Test
    void aSampleWithoutAnAddressIsDropped() {
        assertThat(new FilterRun("url_filter", Map.of()).decision("text")).isEqualTo("no url");
        assertThat(decision(Map.of(), " ")).isEqualTo("no url");
        assertThat(decision(Map.of("url_key", "address"), "http://fine.com/")).isEqualTo("no url");
    }

    @Test
    void theAddressMayStandInAnotherField() {
        Sample sample = Sample.read("page", Map.of("meta", "{\"url\":\"http://bad.co.uk\"}"), List.of(new Part.Text("text")));

        assertThat(new FilterRun("url_filter", Map.of("extra_domains", "bad.co.uk", "url_key", "meta.url")).decision(sample))
                .isEqualTo("domain");
    }

    @Test
    void aVeryLongAddressCostsNoMoreThanItsLength() {
        assertThat(decision(LISTS, "http://" + "a.".repeat(50_000) + "bad.co.uk/")).isEqualTo("domain");
        assertThat(decision(LISTS, "http://" + ".".repeat(50_000))).isEqualTo("keep");
    }

    @Property
    void anyTextIsAnAddressOrNone(@ForAll @From("addresses") String url) {
        assertThatCode(() -> PageSite.of(url)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of(
                        "http:", "//", "/", "@", ":", "[", "]", ".", "com", "co.uk", "-", "_", "é", "。", "\ud83d", "?", "#", " ", "xn--",
                        "A")
                .list().ofMaxSize(10).map(parts -> String.join("", parts));
    }
}
