package dev.tandem.operators.translation.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.translation.python.PythonExpression.Call;
import dev.tandem.operators.translation.python.PythonExpression.Items;
import dev.tandem.operators.translation.python.PythonExpression.Literal;
import dev.tandem.operators.translation.python.PythonExpression.Name;
import dev.tandem.operators.translation.python.PythonExpression.None;
import dev.tandem.operators.translation.python.PythonExpression.Other;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonScriptTest {
    private static List<Call> calls(String script) {
        return PythonScript.of(script).calls(call -> true, 100);
    }

    private static PythonExpression argument(String source) {
        Call call = calls("f(" + source + ")").getLast();
        assertThat(call.arguments()).hasSize(1);
        return call.arguments().getFirst().value();
    }

    static Map<String, Object> literals() {
        return Map.ofEntries(
                Map.entry("1", 1L), Map.entry("-7", -7L), Map.entry("1_000", 1000L), Map.entry("0x1F", 31L), Map.entry("1.5", 1.5),
                Map.entry(".5", 0.5), Map.entry("2.", 2.0), Map.entry("1e-3", 0.001), Map.entry("-1E+3", -1000.0),
                Map.entry("True", true), Map.entry("False", false), Map.entry("'a'", "a"), Map.entry("\"it's\"", "it's"),
                Map.entry("'a\\n\\t\\\\\\'\\x41\\u00e9\\101\\q'", "a\n\t\\'AéA\\q"), Map.entry("r'\\d+'", "\\d+"),
                Map.entry("'''a\n'b' '''", "a\n'b' "), Map.entry("'a' \"b\"", "ab"), Map.entry("('a'\n 'b')", "ab"),
                Map.entry("''", ""), Map.entry("u'x'", "x"), Map.entry("'# no comment'", "# no comment"));
    }

    static List<String> sources() {
        return List.copyOf(literals().keySet());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void literalsHaveTheirValues(String source) {
        assertThat(argument(source)).isInstanceOfSatisfying(
                Literal.class, literal -> assertThat(literal.value()).isEqualTo(literals().get(source)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "f'{a}'", "'a' f'{b}'", "b'a'", "1 + 2", "a if b else c", "lambda x, y: (x, y)", "not a", "a[0]", "f(1).g", "f(1)(2)", "{1: 2}",
        "{1, 2}", "x for x in y", "2j", "1 or 2", "'%s' % a", "a.b[1:2]", "a == b", "await a()"
    })
    void whatIsComputedIsItsSource(String source) {
        assertThat(argument(source)).isInstanceOf(Other.class).extracting(PythonExpression::source).isEqualTo(source);
    }

    @Test
    void listsTuplesNamesAndCallsAreParsedInEachOther() {
        assertThat(argument("[1, (2,), ('a'), None, a.b, g(1, k=[h()], *c),]")).isInstanceOfSatisfying(Items.class, list -> {
            assertThat(list.items()).hasSize(6);
            assertThat(list.items().get(1)).isInstanceOfSatisfying(Items.class, tuple -> assertThat(tuple.items()).hasSize(1));
            assertThat(list.items().get(2)).isInstanceOf(Literal.class);
            assertThat(list.items().get(3)).isInstanceOf(None.class);
            assertThat(list.items().get(4)).isInstanceOfSatisfying(Name.class, name -> assertThat(name.name()).isEqualTo("a.b"));
            assertThat(list.items().get(5)).isInstanceOfSatisfying(Call.class, call -> assertThat(call.arguments().stream()
                    .map(argument -> argument.name() + "=" + argument.value().source())
                    .collect(Collectors.joining(" "))).isEqualTo("=1 k=[h()] *=*c"));
        });
    }

    @Test
    void linesAreThoseOfTheScriptWhateverStandsBetween() {
        Call call = calls("'''\n\n'''\n# f(\nx = 1 + \\\n  2\nf(a,  # b\n\n  c)").getFirst();

        assertThat(call.line()).isEqualTo(7);
        assertThat(call.arguments().getLast().value().line()).isEqualTo(9);
    }

    @Test
    void whatACallIsGivenComesBeforeIt() {
        assertThat(calls("f(a=f(1), b=2)\nf(3).run()\ndef f(): pass\n")).extracting(Call::source)
                .containsExactly("f(1)", "f(a=f(1), b=2)", "f(3)", "run()");
    }

    @Test
    void deepNestingIsASource() {
        assertThat(argument("(".repeat(5_000) + "1" + ")".repeat(5_000))).isNotNull();
        assertThat(calls("f(".repeat(20_000))).isEmpty();
        assertThat(calls("f(".repeat(20_000) + ")".repeat(20_000))).hasSize(100);
        assertThat(PythonScript.of("f(".repeat(20_000) + ")".repeat(20_000)).calls(call -> call.arguments().isEmpty(), 2)).hasSize(1);
        assertThat(calls("f(" + "[f".repeat(20_000) + "]".repeat(20_000) + ")")).hasSize(1);
    }

    @Provide
    static Arbitrary<String> scripts() {
        return Arbitraries.of(
                        "f", "(", ")", "[", "]", "{", "}", ",", "=", "'", "\"\"\"", "f'", "\\", "\n", "#", "lambda", ":", "1", ".", "-",
                        "for", " ", "a", "*", "+=", "\ud83d\ude00", "e")
                .list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void anyScriptIsReadToItsEnd(@ForAll("scripts") String script) {
        PythonScript parsed = PythonScript.of(script);

        assertThat(parsed.calls(call -> true, 100)).allSatisfy(call -> assertThat(script).contains(call.source()));
        assertThat(parsed.lists("a")).allSatisfy(list -> assertThat(script).contains(list.source()));
    }
}
