package dev.tandem.operators.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
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
import org.junit.jupiter.params.provider.ValueSource;

final class GeneralFieldFilterTest {
    private static final Map<String, String> FIELDS = Map.of(
            "num", "20", "other", "7.5", "lang", "en", "draft", "false", "empty", "", "zero", "0.0", "negative", "-3",
            "meta", "{\"a\":3,\"b\":{\"c\":\"d\"},\"n\":null}", "größe", "1_000");

    private static boolean holds(String condition) {
        Sample sample = Sample.read("sample", FIELDS, List.of(new Part.Text("some text")));
        return new FilterRun("general_field", Map.of("filter_condition", condition)).of(sample).decision().keep();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "10 < num <= 30 and text != 'nothing here' and __dj__meta__.meta.a == 3", "num == 20.0", "num >= 2e1", "num > other",
        "lang == \"en\"", "lang == 'en' or missing > 3", "not (lang == 'de')", "not missing", "negative == -3", "negative < -2.5",
        "text > 'some'", "lang < 'f' < 'g'", "num == '20'", "draft == False", "not draft", "meta.b.c == 'd'", "not zero", "num",
        "lang", "not empty", "empty == ''", "text == 'some text'", "größe == 1000", "lang != 5", "1 < 2 < 3", "True", "'a'",
        "num==20 and lang=='en'", "((num) == (20))", "1 > 2 or 3 > 2 and lang == 'en'", "(num > 1) == True",
        "'it\\'s' == \"it's\"", "num\n  > 1", "'\ud83d\ude00' > '\uffff'"
    })
    void conditionsThatHold(String condition) {
        assertThat(holds(condition)).as(condition).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "10 < num <= 19", "num < other", "missing == 3", "missing != 3", "missing == missing", "meta.n != 1", "lang == None",
        "lang > 5", "lang == 5", "draft", "zero", "empty", "''", "0", "False", "not lang", "lang == 'EN'", "draft == True",
        "3 < 2 < 1", "1 > 2 and 3 > 2 or lang == 'de'", "num == '20.0'", "text == 'some'", "missing"
    })
    void conditionsThatDoNot(String condition) {
        assertThat(holds(condition)).as(condition).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "num = 3 | character 5 | found '= 3'",
        "num > | character 6 | found the end",
        "num > 3 and | character 12 | expected a field, a number, text in quotes or '('",
        "(num > 3 | character 9 | expected ')'",
        "num > 'abc | character 7 | has no end",
        "num > 3x | character 7 | '3x' is no number",
        "num > - | character 7 | '-' is no number",
        "num in lang | character 5 | found 'in lang'",
        "and num | character 1 | found 'and num'",
        "num + 1 > 3 | character 5 | found '+ 1 > 3'",
        "open('x') | character 5 | found '(",
        "num > 'a\\q' | character 10 | behind the backslash",
        "__dj__stats__.text_len > 3 | character 1 | its limits",
        "num > 3; num | character 8 | found '; num'",
        "num <> 3 | character 6 | found '> 3'"
    })
    void whatIsWrongIsToldWithItsPlace(String condition, String place, String problem) {
        assertThatThrownBy(() -> holds(condition))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContaining("'general_field': parameter 'filter_condition', " + place + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void aConditionIsNeitherEndlessNorBottomless() {
        assertThat(holds("(".repeat(100) + "num" + ")".repeat(100))).isTrue();
        assertThat(holds("num > 1" + " and num > 1".repeat(800))).isTrue();
        assertThatThrownBy(() -> holds("(".repeat(101) + "num" + ")".repeat(101))).hasMessageContaining("more than 100");
        assertThatThrownBy(() -> holds("not ".repeat(101) + "num")).hasMessageContaining("more than 100");
        assertThatThrownBy(() -> holds("x".repeat(10_001))).hasMessageContaining("10000");
    }

    @Test
    void withoutAConditionEverythingIsKept() {
        assertThat(holds("")).isTrue();
        assertThat(holds(" \n")).isTrue();
    }

    @Test
    void theReasonNamesTheCondition() {
        assertThat(new FilterRun("general_field", Map.of("filter_condition", "a > 1")).decision("text"))
                .isEqualTo("filter_condition not met");
    }

    @Property(tries = 1000)
    void anyTextIsAConditionOrRefused(@ForAll @From("conditions") String condition) {
        assertThatCode(() -> {
            try {
                FieldConditionParser.parse(condition).holds(FIELDS, "text");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("filter_condition");
            }
        }).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.of("num", "lang", "<", "<=", "==", "!=", "and", "or", "not", "(", ")", "'", "\"", "\\", " ", ".", "1", "-", "e",
                "é", "\ud83d", "\u0000", "None").list().ofMaxSize(12).map(parts -> String.join("", parts));
    }
}
