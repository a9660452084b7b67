package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.CleanLinksMapper.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CleanLinksMapperTest {
    @ParameterizedTest
    @CsvSource(delimiter = '#', ignoreLeadingAndTrailingWhitespace = false, value = {
        "see http://a.example/x?y=1, or www.b.example.#see L, or L.",
        "(https://en.example.org/wiki/A_(b)_c) and <ftp://h/p>#(L) and <L>",
        "ratio:0.75 note:ok a:bcd x.co/ x.co/y x.co/yz#L note:ok a:bcd x.co/ x.co/y L",
        "http://// http://a http:///b mailto:jo@x.example#L L L L",
        "http:// http://. x-y:(a) http://a.b/(c#http:// http://. x-y:(a) L(c",
        "www.(ab) www.a(b) www.a(b(c)d)e. www.a(b(c(d)))e www2.x.y/#www.(ab) L L. www.a(b(c(d)))e L",
        "\u00e9-site.com/abc site.technology/abc a.b.museum/x.de/yz#\u00e9L site.technology/abc a.b.museum/L",
        "_www.a.b 1www.a.b HTTP://A.B WWW1.a.b#_www.a.b 1www.a.b L L",
        "x:\u201cquoted\u201d ab:\u201cquoted\u201d ab:/\u201cquoted\u201d#x:\u201cquoted\u201d ab:\u201cquoted\u201d L\u201d",
        "www.a.b()\u2026 www.a.b).#L L)."
    })
    void linksAreFoundByTheirForm(String text, String expected) {
        assertThat(new CleanLinksMapper(new Params("L")).map(text)).isEqualTo(expected);
    }

    @Test
    void linksGoUnlessSomethingIsPutIn() {
        assertThat(new CleanLinksMapper(new Params("")).map("at http://a.example/, here")).isEqualTo("at , here");
        assertThat(new CleanLinksMapper(new Params("\\1$1")).map("at http://a.example/")).isEqualTo("at \\1$1");
    }
}
