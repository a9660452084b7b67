package dev.tandem.operators.translation.python;

import dev.tandem.operators.translation.python.PythonExpression.Argument;
import dev.tandem.operators.translation.python.PythonToken.Kind;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses expressions of a script that are written out: literals, lists, tuples, names and calls, in each other. Everything else is
 * passed over up to where it ends, and kept as its source. Nothing of a script is ever run.
 */
final class PythonParser {
    private static final int DEEPEST = 50;

    private final String script;
    private final List<PythonToken> tokens;
    private final int[] closings;
    private int at;

    /**
     * A parser of one expression.
     *
     * @param closings for each token that opens a bracket, that which closes it; the last token where there is none
     * @param from the number of its first token
     */
    PythonParser(String script, List<PythonToken> tokens, int[] closings, int from) {
        this.script = script;
        this.tokens = tokens;
        this.closings = closings;
        this.at = from;
    }

    /** The closing brackets of all that open one. */
    static int[] closings(List<PythonToken> tokens) {
        int[] closings = new int[tokens.size()];
        IntArrayList open = new IntArrayList();
        for (int i = 0; i < closings.length; i++) {
            closings[i] = closings.length - 1;
            if (tokens.get(i).opens()) {
                open.push(i);
            } else if (tokens.get(i).closes() && !open.isEmpty()) {
                closings[open.popInt()] = i;
            }
        }
        return closings;
    }

    private boolean isOpen() {
        return closings[at] == tokens.size() - 1;
    }

    PythonExpression expression() {
        return expression(0);
    }

    /** What begins with a name, such as a call, even where the expression goes on behind it; null where it is not written out. */
    PythonExpression call() {
        return name(0);
    }

    private PythonExpression expression(int depth) {
        int start = at;
        PythonExpression expression = depth > DEEPEST ? null : primary(depth);
        if (expression != null && isEnd(peek())) {
            return expression;
        }
        at = start;
        return other(start);
    }

    /** What an expression begins with; null where it is nothing that is written out. */
    private PythonExpression primary(int depth) {
        PythonToken token = peek();
        int start = at;
        return switch (token.kind()) {
            case NUMBER -> {
                at++;
                yield PythonLiteral.number(token.text(), false, place(start));
            }
            case STRING -> strings();
            case NAME -> name(depth);
            case SIGN -> {
                if (token.is("-") && tokens.get(at + 1).kind() == Kind.NUMBER) {
                    at += 2;
                    yield PythonLiteral.number(tokens.get(at - 1).text(), true, place(start));
                }
                yield (token.is("[") || token.is("(")) && !isOpen() ? items(depth, token) : null;
            }
            case LINE_END, END -> null;
        };
    }

    /** One string, or several that stand beside each other. */
    private PythonExpression strings() {
        int start = at;
        StringBuilder joined = new StringBuilder();
        while (peek().kind() == Kind.STRING) {
            String value = PythonLiteral.string(peek().text());
            if (value == null) {
                return null;
            }
            joined.append(value);
            at++;
        }
        return new PythonExpression.Literal(joined.toString(), place(start));
    }

    private PythonExpression name(int depth) {
        PythonToken first = peek();
        int start = at;
        StringBuilder name = new StringBuilder(first.text());
        at++;
        while (peek().is(".") && tokens.get(at + 1).kind() == Kind.NAME) {
            name.append('.').append(tokens.get(at + 1).text());
            at += 2;
        }
        if (!peek().is("(") || isOpen()) {
            return switch (name.toString()) {
                case "None" -> new PythonExpression.None(place(start));
                case "True" -> new PythonExpression.Literal(true, place(start));
                case "False" -> new PythonExpression.Literal(false, place(start));
                case "lambda", "not", "await" -> null;
                default -> new PythonExpression.Name(name.toString(), place(start));
            };
        }
        at++;
        List<Argument> arguments = new ArrayList<>();
        while (!peek().closes()) {
            if (peek().kind() == Kind.END) {
                return null;
            }
            arguments.add(argument(depth));
            if (!next()) {
                return null;
            }
        }
        at++;
        return new PythonExpression.Call(name.toString(), arguments, place(start));
    }

    private Argument argument(int depth) {
        PythonToken token = peek();
        if (token.is("*") || token.is("**")) {
            return new Argument(token.text(), other(at));
        }
        if (token.kind() == Kind.NAME && tokens.get(at + 1).is("=")) {
            at += 2;
            return new Argument(token.text(), expression(depth + 1));
        }
        return new Argument("", expression(depth + 1));
    }

    /** A list or a tuple; one expression in parentheses is that expression. */
    private PythonExpression items(int depth, PythonToken opening) {
        int start = at++;
        List<PythonExpression> items = new ArrayList<>();
        boolean comma = false;
        while (!peek().closes()) {
            if (peek().kind() == Kind.END) {
                return null;
            }
            items.add(expression(depth + 1));
            comma |= peek().is(",");
            if (!next()) {
                return null;
            }
        }
        at++;
        return opening.is("(") && items.size() == 1 && !comma
                ? items.getFirst()
                : new PythonExpression.Items(items, place(start));
    }

    /** Passes a comma; false where neither that nor a closing bracket is next. */
    private boolean next() {
        if (peek().is(",")) {
            at++;
            return true;
        }
        return peek().closes();
    }

    /** Passes over everything up to the end of the expression, and over brackets with what is in them. */
    private PythonExpression other(int start) {
        at = start;
        boolean lambda = false;
        while (peek().kind() != Kind.END && peek().kind() != Kind.LINE_END && !peek().closes() && (lambda || !isEnd(peek()))) {
            // The commas of a lambda's parameters end nothing.
            lambda = peek().is("lambda") || (lambda && !peek().is(":"));
            at = peek().opens() ? Math.min(closings[at] + 1, tokens.size() - 1) : at + 1;
        }
        if (at == start && peek().kind() == Kind.LINE_END || at == start && peek().is(";")) {
            at++;
        }
        return new PythonExpression.Other(place(start));
    }

    private static boolean isEnd(PythonToken token) {
        return token.kind() == Kind.END || token.kind() == Kind.LINE_END || token.closes() || token.is(",") || token.is(";");
    }

    private PythonToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    /** From one token up to the current one. */
    private PythonExpression.Place place(int start) {
        PythonToken first = tokens.get(start);
        int end = at == start ? first.start() : tokens.get(Math.min(at, tokens.size()) - 1).end();
        return new PythonExpression.Place(script, first.start(), end, first.line());
    }
}
