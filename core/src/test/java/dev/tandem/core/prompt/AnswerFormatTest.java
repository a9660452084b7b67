package dev.tandem.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.inference.Generation;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFormatTest {
    private static final AnswerFormat FORMAT = AnswerFormat.object()
            .text("caption", 1, 5)
            .number("score", 0, 100)
            .choice("verdict", "yes", "no")
            .texts("names", 0, 2, 3)
            .objects("turns", 1, 2, AnswerFormat.object().with("n", new AnswerField.Whole(1, 9)).with("ok", new AnswerField.Truth()));
    private static final String RIGHT = """
            {"caption": " c\\ud83d\\ude00d ", "score": 99.5, "verdict": "no", "names": ["abc"], "turns": [{"ok": true, "n": 9}]}""";

    private static Generation answer(String text, boolean whole) {
        return new Generation(text, whole, OptionalInt.empty(), OptionalInt.empty());
    }

    private static AnswerValues parse(String text) throws AnswerRefusedException {
        return FORMAT.parse(answer(text, true));
    }

    private static void isRefused(String text, AnswerFault fault) {
        assertThatThrownBy(() -> parse(text)).as(text)
                .isInstanceOfSatisfying(AnswerRefusedException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void theRightFormIsReadAloneOrInAFence() throws AnswerRefusedException {
        AnswerValues values = parse(RIGHT);
        assertThat(values.text("caption")).isEqualTo("c\ud83d\ude00d");
        assertThat(values.number("score")).isEqualTo(99.5);
        assertThat(values.text("verdict")).isEqualTo("no");
        assertThat(values.texts("names")).containsExactly("abc");
        assertThat(values.objects("turns").getFirst().whole("n")).isEqualTo(9);
        assertThat(values.objects("turns").getFirst().truth("ok")).isTrue();
        assertThat(parse("```json\n" + RIGHT + "\n```\n")).isEqualTo(values);
        assertThat(parse("```\n" + RIGHT + "```")).isEqualTo(values);
        assertThat(FORMAT.instruction().lines().toList().getLast()).contains("\"required\":[\"caption\",\"score\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\" c\\ud83d\\ude00d \"|\"  \"|OUT_OF_RANGE",
        "99.5|101|OUT_OF_RANGE",
        "99.5|NaN|NOT_JSON",
        "99.5|\"99\"|WRONG_TYPE",
        "99.5|null|WRONG_TYPE",
        "99.5|1e400|OUT_OF_RANGE",
        "\"no\"|\"No\"|OUT_OF_RANGE",
        "\"verdict\"|\"Verdict\"|UNKNOWN_FIELD",
        "\"verdict\": \"no\",||MISSING_FIELD",
        "[\"abc\"]|[\"abc\",\"b\",\"c\"]|OUT_OF_RANGE",
        "\"abc\"|\"abcd\"|OUT_OF_RANGE",
        "\"abc\"|\"a\\u0000\"|BAD_CHARACTERS",
        "\"abc\"|\"a\\ud800\"|BAD_CHARACTERS",
        "\"n\": 9|\"n\": 9.5|WRONG_TYPE",
        "\"n\": 9|\"n\": 99999999999999999999|OUT_OF_RANGE",
        "\"n\": 9|\"n\": 1, \"n\": 9|NOT_JSON",
        "\"n\": 9|\"n\": 9, \"more\": 1|UNKNOWN_FIELD",
        "9}]}|9}]} {|NOT_JSON",
        "99.5|[[[[[[[[[[1]]]]]]]]]]|TOO_DEEP"})
    void everythingElseIsRefused(String part, String changed, AnswerFault fault) {
        assertThat(RIGHT).contains(part);
        String text = changed == null ? RIGHT.replace(part, "") : RIGHT.replace(part, changed);
        isRefused(text, fault);
    }

    @Test
    void nothingIsGuessed() {
        isRefused("", AnswerFault.EMPTY);
        isRefused(" \n", AnswerFault.EMPTY);
        isRefused("[" + RIGHT + "]", AnswerFault.NOT_AN_OBJECT);
        isRefused("Here it is: " + RIGHT, AnswerFault.NOT_JSON);
        isRefused(RIGHT + "\nIs there more?", AnswerFault.NOT_JSON);
        isRefused("```python\n" + RIGHT + "\n```", AnswerFault.NOT_JSON);
        isRefused("```json\n" + RIGHT + "\n```\n```json\n" + RIGHT + "\n```", AnswerFault.NOT_JSON);
        isRefused("```", AnswerFault.NOT_JSON);
        isRefused(" ".repeat(10) + "{\"caption\": \"" + "a".repeat(70_000), AnswerFault.TOO_LONG);
        isRefused("{'caption': 1}", AnswerFault.NOT_JSON);
        assertThatThrownBy(() -> FORMAT.parse(answer(RIGHT, false)))
                .isInstanceOfSatisfying(AnswerRefusedException.class, e -> assertThat(e.fault()).isEqualTo(AnswerFault.CUT_OFF));
        assertThat(AnswerFault.NOT_JSON.reason()).isEqualTo("answer refused: not json");
    }
}
