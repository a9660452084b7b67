package dev.tandem.operators.translation.python;

import dev.tandem.operators.translation.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into tokens, in one walk. Tolerant: what Python would refuse becomes tokens as well, and an open string ends
 * with the script. Comments and indentation are left out.
 */
final class PythonTokens {
    private static final List<String> LONG_SIGNS = List.of(
            "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=",
            "&=", "|=", "^=", "@=");

    private final String script;
    private final List<PythonToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int depth;

    private PythonTokens(String script) {
        this.script = script;
    }

    static List<PythonToken> of(String script) {
        PythonTokens cutter = new PythonTokens(script);
        while (cutter.at < script.length()) {
            cutter.cut();
        }
        cutter.add(Kind.LINE_END, script.length(), script.length(), cutter.line);
        cutter.add(Kind.END, script.length(), script.length(), cutter.line);
        return cutter.tokens;
    }

    private void cut() {
        char c = script.charAt(at);
        if (c == '\n') {
            if (depth == 0) {
                add(Kind.LINE_END, at, at + 1, line);
            }
            line++;
            at++;
        } else if (c == '#') {
            skipTo('\n');
        } else if (c == '\\' && at + 1 < script.length() && script.charAt(at + 1) == '\n') {
            line++;
            at += 2;
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (isQuote(c)) {
            string(at);
        } else if (isDigit(c) || (c == '.' && at + 1 < script.length() && isDigit(script.charAt(at + 1)))) {
            number();
        } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            name();
        } else {
            sign(c);
        }
    }

    private void add(Kind kind, int start, int end, int startLine) {
        tokens.add(new PythonToken(kind, start, startLine, script.substring(start, end)));
    }

    private void skipTo(char end) {
        int found = script.indexOf(end, at);
        at = found < 0 ? script.length() : found;
    }

    private void name() {
        int start = at;
        while (at < script.length() && (Character.isUnicodeIdentifierPart(script.charAt(at)) || script.charAt(at) == '_')) {
            at++;
        }
        if (at < script.length() && isQuote(script.charAt(at)) && script.substring(start, at).matches("(?i)[rbuft]{1,2}")) {
            string(start);
        } else {
            add(Kind.NAME, start, at, line);
        }
    }

    /** A number, with whatever follows it without space: {@code 1_000}, {@code 0x1F}, {@code 1e-3}, {@code 2j}. */
    private void number() {
        int start = at;
        while (at < script.length() && (Character.isLetterOrDigit(script.charAt(at)) || script.charAt(at) == '_'
                || script.charAt(at) == '.' || isSignOfExponent(start))) {
            at++;
        }
        add(Kind.NUMBER, start, at, line);
    }

    private boolean isSignOfExponent(int start) {
        char c = script.charAt(at);
        char before = script.charAt(at - (at > start ? 1 : 0));
        return (c == '+' || c == '-') && at > start && (before == 'e' || before == 'E') && !script.startsWith("0x", start)
                && !script.startsWith("0X", start);
    }

    /** A string from its prefix on, with {@link #at} at its quote. */
    private void string(int start) {
        int startLine = line;
        char quote = script.charAt(at);
        boolean triple = script.startsWith(String.valueOf(quote).repeat(3), at);
        at += triple ? 3 : 1;
        while (at < script.length()) {
            char c = script.charAt(at);
            if (c == '\\') {
                line += at + 1 < script.length() && script.charAt(at + 1) == '\n' ? 1 : 0;
                at = Math.min(at + 2, script.length());
            } else if (c == quote && (!triple || script.startsWith(String.valueOf(quote).repeat(3), at))) {
                at += triple ? 3 : 1;
                break;
            } else if (c == '\n' && !triple) {
                break;
            } else {
                line += c == '\n' ? 1 : 0;
                at++;
            }
        }
        add(Kind.STRING, start, at, startLine);
    }

    private void sign(char c) {
        String sign = LONG_SIGNS.stream().filter(known -> script.startsWith(known, at)).findFirst().orElse(String.valueOf(c));
        add(Kind.SIGN, at, at + sign.length(), line);
        PythonToken added = tokens.getLast();
        depth = Math.max(0, depth + (added.opens() ? 1 : 0) - (added.closes() ? 1 : 0));
        at += sign.length();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
