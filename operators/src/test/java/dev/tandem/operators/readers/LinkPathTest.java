package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkPathTest {

    @ParameterizedTest
    @CsvSource({
        "a/b/page.html, x.png, a/b/x.png",
        "a/b/page.html, ../x.png, a/x.png",
        "a/page.html, ./i/./x.png?q=1#f, a/i/x.png",
        "page.html, a%20b.png, a b.png",
        "page.html, a+b.png, a+b.png",
        "page.html, ../x.png, ''",
        "page.html, %2e%2e/x.png, ''",
        "page.html, /x.png, ''",
        "page.html, http://a.example/x.png, ''",
        "page.html, //a.example/x.png, ''",
        "page.html, C:\\x.png, ''",
        "page.html, %zz.png, ''",
        "page.html, a%00.png, ''",
        "page.html, '#top', ''"
    })
    void linksAreResolvedInsideTheInput(String page, String link, String expected) {
        assertThat(LinkPath.resolve(page, link).orElse("")).isEqualTo(expected);
    }

    @Property
    void noLinkLeavesTheInput(@ForAll @Chars({'.', '/', '\\', 'a', '%', '2', 'e', 'f', ':', 'C'}) String link) {
        assertThat(LinkPath.resolve("a/b/page.html", link))
                .matches(path -> path.isEmpty() || LinkPath.isInside(path.get()));
    }
}
