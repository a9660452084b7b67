package dev.tandem.operators.text.unicode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.text.unicode.FixUnicodeMapper.Params;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FixUnicodeMapperTest {
    private static String fixed(String text) throws SampleFailedException {
        return fixed(new Params("NFC", true, true), text);
    }

    private static String fixed(Params params, String text) throws SampleFailedException {
        return new FixUnicodeMapper(params).map(text);
    }

    @Test
    void controlCharactersAndTerminalEscapesGo() throws SampleFailedException {
        assertThat(fixed("a\u0000\u0007\u000b\u001f\u007fb\tc\fd\u206a\ufeff\ufff9\ufffce\u200b\u200e")).isEqualTo("ab\tc\fde\u200b\u200e");
        assertThat(fixed("\u001b[36;44mblue\u001b[0m \u001b[1;é\u001b")).isEqualTo("blue [1;é");
    }

    @Test
    void lineEndsAreLineFeeds() throws SampleFailedException {
        assertThat(fixed("a\r\nb\rc\u2028d\u2029e\n")).isEqualTo("a\nb\nc\nd\ne\n");
    }

    @Test
    void ligaturesAndWidthsBecomePlain() throws SampleFailedException {
        assertThat(fixed("\ufb01 \ufb03 \ufb06 \u0132 \u01c6 \u0149 \u00e6")).isEqualTo("fi ffi st IJ d\u017e 'n \u00e6");
        assertThat(fixed("\uff2c\uff2f\uff35\uff24\u3000\uff11\uff01 \uff80\uff9e\uff70")).isEqualTo("LOUD 1! \u30c0\u30fc");
    }

    @Test
    void curlyQuotesBecomeStraightUnlessTheyAreToStay() throws SampleFailedException {
        String text = "\u201cIt\u2019s\u201d \u2018\u201a\u02bc \u00ab\u00bb";

        assertThat(fixed(text)).isEqualTo("\"It's\" '''" + " \u00ab\u00bb");
        assertThat(fixed(new Params("NFC", false, true), text)).isEqualTo(text);
    }

    @Test
    void halvesOfPairsBecomeTheSignOfALostCharacter() throws SampleFailedException {
        assertThat(fixed("a\ud83d b\ude00 \ude00\ud83d \ud83d\ude00")).isEqualTo("a\ufffd b\ufffd \ufffd\ufffd \ud83d\ude00");
    }

    @Test
    void controlCharactersOfLatin1AreWindowsCharacters() throws SampleFailedException {
        assertThat(fixed("price 5 \u0080 \u0085 \u0093so\u0094")).isEqualTo("price 5 \u20ac \u2026 \"so\"");
    }

    @Test
    void escapesOfHtmlBecomeCharactersUpToTheFirstBracket() throws SampleFailedException {
        assertThat(fixed("&lt;b&gt; &amp;amp;eacute; &#233;&#xE9; P&EACUTE;REZ\n&amp; <i>\n&amp;"))
                .isEqualTo("<b> \u00e9 \u00e9\u00e9 P\u00c9REZ\n&amp; <i>\n&amp;");
        assertThat(fixed("&#0;&#xd800;&#x110000; &# &#x; &#1a; &nosuch; AT&T &amp &amp"))
                .isEqualTo("\ufffd\ufffd\ufffd &# &#x; &#1a; &nosuch; AT&T &amp &amp");
        assertThat(fixed(new Params("NFC", true, false), "&amp;")).isEqualTo("&amp;");
    }

    @ParameterizedTest
    @CsvSource({"NFC, \u00e9 10\u00b3", "NFD, e\u0301 10\u00b3", "nfkc, \u00e9 103", "NFKD, e\u0301 103"})
    void textIsBroughtToTheNormalForm(String form, String normal) throws SampleFailedException {
        assertThat(fixed(new Params(form, true, true), "e\u0301 10\u00b3")).isEqualTo(normal);
        assertThat(fixed(new Params(form, true, true), "\u00e9 10\u00b3")).isEqualTo(normal);
    }

    @Test
    void runsOfMarksThatNoLetterHasStayAsTheyAre() throws SampleFailedException {
        String run = "\u0301\u0323".repeat(50);

        assertThat(fixed("e\u0301e" + run + "e\u0301")).isEqualTo("\u00e9e" + run + "\u00e9");
        assertThat(fixed("e\u0301\u0323")).isEqualTo("\u1eb9\u0301");
    }

    @Test
    void aTextThatGrowsTooMuchFails() {
        assertThatThrownBy(() -> fixed(new Params("NFKC", true, true), "\ufdfa".repeat(2000)))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void anUnknownNormalFormIsRefused() {
        assertThatThrownBy(() -> new FilterRun("fix_unicode", Map.of("normalization", "NFX")).of("a"))
                .hasMessageContaining("'normalization'").hasMessageContaining("NFX");
    }
}
