package dev.tandem.operators.metadata;

import dev.tandem.operators.metadata.FieldValue.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads conditions such as {@code 10 < num <= 30 and text != 'nothing here' and meta.a == 3}: the part of Python's
 * expressions that compares. Nothing in it can call or compute anything.
 */
final class FieldConditionParser {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 100;
    private static final String META = "__dj__meta__.";
    private static final String STATS = "__dj__stats__.";

    private final String source;
    private int at;
    private int depth;

    private FieldConditionParser(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException with the place of what is wrong */
    static FieldCondition parse(String source) {
        if (source.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "parameter 'filter_condition' has at most " + LONGEST + " characters, found " + source.length());
        }
        FieldConditionParser parser = new FieldConditionParser(source);
        FieldCondition condition = parser.or();
        parser.space();
        if (parser.at < source.length()) {
            throw parser.expected("'and', 'or', a comparison or the end");
        }
        return condition;
    }

    private FieldCondition or() {
        List<FieldCondition> conditions = new ArrayList<>(List.of(and()));
        while (word("or")) {
            conditions.add(and());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new FieldCondition.Junction(false, conditions);
    }

    private FieldCondition and() {
        List<FieldCondition> conditions = new ArrayList<>(List.of(not()));
        while (word("and")) {
            conditions.add(not());
        }
        return conditions.size() == 1 ? conditions.getFirst() : new FieldCondition.Junction(true, conditions);
    }

    private FieldCondition not() {
        if (!word("not")) {
            return chain();
        }
        deeper();
        FieldCondition opposite = new FieldCondition.Not(not());
        depth--;
        return opposite;
    }

    private FieldCondition chain() {
        List<FieldCondition> operands = new ArrayList<>(List.of(operand()));
        List<Comparison> comparisons = new ArrayList<>();
        for (Comparison next = comparison(); next != null; next = comparison()) {
            comparisons.add(next);
            operands.add(operand());
        }
        return comparisons.isEmpty() ? operands.getFirst() : new FieldCondition.Chain(operands, comparisons);
    }

    /** The longest sign that is there; null for none. */
    private Comparison comparison() {
        space();
        Comparison found = Stream.of(Comparison.values())
                .filter(comparison -> source.startsWith(comparison.sign(), at))
                .max((one, other) -> one.sign().length() - other.sign().length())
                .orElse(null);
        at += found == null ? 0 : found.sign().length();
        return found;
    }

    private FieldCondition operand() {
        space();
        char next = at < source.length() ? source.charAt(at) : 0;
        if (next == '(') {
            return group();
        }
        if (next == '\'' || next == '"') {
            return new FieldCondition.Constant(new FieldValue.Text(string(next), false));
        }
        if (next == '-' || next == '+' || next == '.' || (next >= '0' && next <= '9')) {
            return number();
        }
        if (Character.isUnicodeIdentifierStart(next) || next == '_') {
            return name();
        }
        throw expected("a field, a number, text in quotes or '('");
    }

    private FieldCondition group() {
        at++;
        deeper();
        FieldCondition grouped = or();
        depth--;
        space();
        if (at == source.length() || source.charAt(at) != ')') {
            throw expected("')'");
        }
        at++;
        return grouped;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw problem("more than " + DEEPEST + " parentheses and 'not' within each other");
        }
    }

    private String string(char quote) {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at++);
            text.append(c == '\\' ? escaped() : c);
        }
        if (at == source.length()) {
            at = start;
            throw problem("the text that begins here has no end; expected " + quote);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char c = at < source.length() ? source.charAt(at) : 0;
        int index = "\\'\"nrt".indexOf(c);
        if (index < 0 || c == 0) {
            throw expected("one of \\ ' \" n r t behind the backslash");
        }
        at++;
        return "\\'\"\n\r\t".charAt(index);
    }

    private FieldCondition number() {
        int start = at;
        at++;
        while (at < source.length() && isOfNumber(source.charAt(at), source.charAt(at - 1))) {
            at++;
        }
        double number = Field.number(source.substring(start, at));
        if (Double.isNaN(number)) {
            String found = source.substring(start, at);
            at = start;
            throw problem("'" + found + "' is no number");
        }
        return new FieldCondition.Constant(new FieldValue.Number(number));
    }

    private static boolean isOfNumber(char c, char before) {
        boolean ofExponent = (before == 'e' || before == 'E') && (c == '+' || c == '-');
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || ofExponent;
    }

    private FieldCondition name() {
        int start = at;
        String name = identifier();
        if (name.startsWith(STATS)) {
            at = start;
            throw problem("what operators measure is no field; give the operator that measures it its limits");
        }
        return switch (name) {
            case "True", "true" -> new FieldCondition.Constant(FieldValue.of(true));
            case "False", "false" -> new FieldCondition.Constant(FieldValue.of(false));
            case "None" -> new FieldCondition.Constant(new FieldValue.Missing());
            case "and", "or", "not" -> {
                at = start;
                throw expected("a field, a number, text in quotes or '('");
            }
            default -> new FieldCondition.Name(name.startsWith(META) ? name.substring(META.length()) : name);
        };
    }

    /** Names with dots between them, as fields within fields have. */
    private String identifier() {
        int start = at;
        while (at < source.length() && (isOfName(source.charAt(at)) || (source.charAt(at) == '.' && isOfNameAt(at + 1)))) {
            at++;
        }
        return source.substring(start, at);
    }

    private boolean isOfNameAt(int place) {
        return place < source.length() && isOfName(source.charAt(place));
    }

    private static boolean isOfName(char c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private boolean word(String word) {
        space();
        boolean found = source.startsWith(word, at) && !isOfNameAt(at + word.length());
        at += found ? word.length() : 0;
        return found;
    }

    private void space() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String expected) {
        String found = at == source.length() ? "the end" : "'" + source.substring(at, Math.min(source.length(), at + 20)) + "'";
        return problem("expected " + expected + ", found " + found);
    }

    private IllegalArgumentException problem(String problem) {
        return new IllegalArgumentException("parameter 'filter_condition', character " + (at + 1) + ": " + problem);
    }
}
