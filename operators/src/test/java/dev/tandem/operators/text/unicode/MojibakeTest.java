package dev.tandem.operators.text.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MojibakeTest {
    /** What a browser shows of UTF-8 that it takes for windows-1252. */
    private static String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int value = b & 0xFF;
            spoilt.append(value >= 0x80 && value <= 0x9F ? Windows1252.characterOf(value) : (char) value);
        }
        return spoilt.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "schön", "été", "voilà", "maître", "Ça va", "El Niño", "“quoted”", "it’s late…", "5 €", "© 2025",
        "20 °C", "ı ş ğ İ", "Łódź žluťoučký", "привет, мир", "Ελληνικά", "שלום", "مرحبا",
        "日本語、中文。", "한국어", "สวัสดี", "😀 💖", "l’Île", "½ × ²", "naïve — very",
        "RĪGA Rīga", "HÔTEL", "AÑOS", "✔ ♫ ⅔ yes", "בהודעה", "e\u0301", "a\u00a0b\u00a0c é"
    })
    void textIsRepairedThatWasReadWrongOnceTwiceOrInLatin1(String text) {
        assertThat(Mojibake.repaired(spoilt(text))).isEqualTo(text);
        assertThat(Mojibake.repaired(spoilt(spoilt(text)))).isEqualTo(text);
        assertThat(Mojibake.repaired(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, l’été — ça", "windows-1250, l’été — ça", "windows-1253, l’été — ça", "windows-1254, l’été — ça",
        "windows-1257, l’été — ça", "x-MacRoman, l’été — ça", "IBM437, l’été — ça", "windows-1251, привет мир",
        "windows-1250, žluťoučký kůň",
        "windows-1254, güneş ışığı", "windows-1253, καλημέρα κόσμε", "windows-1257, ąžuolų šėšėlis", "x-MacRoman, Größe",
        "IBM437, Größe", "windows-1251, 😀 да", "ISO-8859-2, zażółć gęślą jaźń", "x-MacRoman, 日本語", "IBM437, привет"
    })
    void aLineIsRepairedThatWasReadInAnotherPage(String page, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String read = new String(bytes, Charset.forName(page));
        StringBuilder spoilt = new StringBuilder();
        for (int i = 0; i < read.length(); i++) {
            // What stands for nothing.
            spoilt.append(read.charAt(i) == '\ufffd' ? (char) (bytes[i] & 0xFF) : read.charAt(i));
        }

        assertThat(Mojibake.repaired(spoilt.toString())).isEqualTo(text);
    }

    @Test
    void whatWasLostInAnotherPageIsOneMark() {
        assertThat(Mojibake.repaired("С‚Р°Рє вЂ\ufffd")).isEqualTo("так \ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "├┤ ├─┤", "√π", "ПРИКАЗ №5", "Дом «Снег» — ёлка", "Úžas", "Šťáva", "Łódź", "Αθήνα – Ελλάδα", "TÜRKİYE’DE", "ÇOK GÜZEL™", "ДІМ",
        "‚Äpfel‘", "Її", "Ž©",
        "plain", "schön", "été à Paris", "CAFÉ…", "« CAFÉ »", "IRMÃ…", "IRMÃ”", "fatigué…»", "10 Å²",
        "10 m × ²", "5×£35", "lá´´", "MÄ£ÄM", "PRIÈRE³ CAFÉ²", "MAÇÃ’S", "“é”", "Ä…", "Straße…",
        "AÇÃO – NÃO", "Ðð Þþ", "ﬁn", "5 € – 6 £", "(ó‿ò)", "â ê î", "ÅÄÖ åäö", "日本語",
        "привет", "ÉCOLE® LIÉE™", "Ã À", "\ufffd\ufffd é\ufffd"
    })
    void goodTextStays(String text) {
        assertThat(Mojibake.repaired(text)).isEqualTo(text);
    }

    @Test
    void partsThatWereReadWrongAreRepairedBesideGoodOnes() {
        assertThat(Mojibake.repaired("日本 schÃ¶n 😀 itâ€™s “good”")).isEqualTo("日本 schön 😀 it’s “good”");
    }

    @Test
    void aLostByteLosesItsCharacterAlone() {
        assertThat(Mojibake.repaired("â€œso itâ€™s goneâ€\ufffd")).isEqualTo("“so it’s gone\ufffd");
    }

    @Test
    void aSpaceThatWasANoBreakSpaceIsPartOfASequence() {
        assertThat(Mojibake.repaired("voilÃ  le cafÃ©")).isEqualTo("voilà le café");
        assertThat(Mojibake.repaired("voilÃ la, cafÃ©")).isEqualTo("voilà la, café");
        assertThat(Mojibake.repaired("atenÃ§Ã£o Ã s e Ã quela")).isEqualTo("atenção às e àquela");
        assertThat(Mojibake.repaired("10Â kg cafÃ©")).isEqualTo("10\u00a0kg café");
        assertThat(Mojibake.repaired("Å veices baÅ†Ä·ieri")).isEqualTo("Šveices baņķieri");
        assertThat(Mojibake.repaired("Ã or Å or A")).isEqualTo("Ã or Å or A");
    }

    @Test
    void chainsThatWereMadeToNeedManyRepairsEnd() {
        assertThat(Mojibake.repaired("Ãƒ".concat("ƒ".repeat(50_000)))).isNotEmpty();
        assertThat(Mojibake.repaired("Â".repeat(50_000) + "¢")).isNotEmpty();
    }

    @Property(tries = 100)
    void whateverIsReadWrongWithEvidenceIsRepaired(
            @ForAll List<@From("words") String> words, @ForAll @IntRange(min = 1, max = 3) int times) {
        String text = String.join(" ", words) + " schön";
        String read = text;
        for (int i = 0; i < times; i++) {
            read = spoilt(read);
        }

        assertThat(Mojibake.repaired(read)).isEqualTo(text);
    }

    @Property(tries = 100)
    void plainTextAndTextOfOtherCharactersStay(@ForAll List<@From("words") String> words) {
        String text = String.join(" ", words);

        assertThat(Mojibake.repaired(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "tide", "été", "Ça", "Ñandú", "“so”", "—", "5 €", "año", "Übung", "привет", "日本", "😀",
                "naïf", "«là»", "½", "Åse", "ÉTÉ");
    }
}
