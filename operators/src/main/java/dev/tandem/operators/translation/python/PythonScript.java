package dev.tandem.operators.translation.python;

import dev.tandem.operators.translation.python.PythonExpression.Call;
import dev.tandem.operators.translation.python.PythonExpression.Items;
import dev.tandem.operators.translation.python.PythonExpression.Name;
import dev.tandem.operators.translation.python.PythonToken.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is written out in a Python script: calls, and names that stand for one expression. Nothing is run; a name that is assigned
 * twice, computed, or changed anywhere stands for nothing.
 */
public final class PythonScript {
    private static final int LONGEST_CHAIN = 10;

    private final String script;
    private final List<PythonToken> tokens;
    private final int[] closings;
    private final Map<String, List<PythonExpression>> assigned = new LinkedHashMap<>();
    private final Set<String> changed = new HashSet<>();

    private PythonScript(String script) {
        this.script = script;
        this.tokens = PythonTokens.of(script);
        this.closings = PythonParser.closings(tokens);
    }

    public static PythonScript of(String script) {
        PythonScript parsed = new PythonScript(script);
        parsed.findAssignments();
        return parsed;
    }

    /**
     * Calls of what has a name, in the order in which they end: what a call is given comes before it.
     *
     * @param most how many are looked for
     */
    public List<Call> calls(Predicate<Call> wanted, int most) {
        Map<Integer, Call> calls = new TreeMap<>();
        for (int i = 0; i + 1 < tokens.size() && calls.size() < most; i++) {
            boolean declared = i > 0 && (tokens.get(i - 1).is("class") || tokens.get(i - 1).is("def"));
            if (tokens.get(i).kind() == Kind.NAME && tokens.get(i + 1).is("(") && !declared && call(i) instanceof Call call
                    && wanted.test(call)) {
                calls.put(call.place().end(), call);
            }
        }
        return List.copyOf(calls.values());
    }

    /** The call that begins at a token, whatever is done with its result. */
    private PythonExpression call(int token) {
        return new PythonParser(script, tokens, closings, token).call();
    }

    /** Lists that a name with such a part is given, in order. */
    public List<Items> lists(String part) {
        List<Items> lists = new ArrayList<>();
        assigned.forEach((name, values) -> values.forEach(value -> {
            if (name.contains(part) && value instanceof Items items) {
                lists.add(items);
            }
        }));
        return lists;
    }

    /** What a name stands for, where that is written out in one place; any other expression is itself. */
    public PythonExpression resolve(PythonExpression expression) {
        PythonExpression resolved = expression;
        for (int i = 0; i < LONGEST_CHAIN && resolved instanceof Name name && isAssignedOnce(name.name()); i++) {
            resolved = assigned.get(name.name()).getFirst();
        }
        return resolved;
    }

    private boolean isAssignedOnce(String name) {
        return !changed.contains(name) && assigned.containsKey(name)
                && assigned.get(name).stream().map(PythonExpression::source).distinct().count() == 1;
    }

    private PythonExpression parse(int token) {
        return new PythonParser(script, tokens, closings, token).expression();
    }

    private void findAssignments() {
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            PythonToken token = tokens.get(i);
            depth = Math.max(0, depth + (token.opens() ? 1 : 0) - (token.closes() ? 1 : 0));
            if (token.is("for") || token.is("as") || token.is("import") || token.is("def") || token.is("global") || token.is("del")) {
                namesBound(i + 1);
            } else if (token.kind() == Kind.NAME) {
                findAssignment(i, depth);
            }
        }
    }

    /** Names that a statement binds to something that is not written out: up to what it takes them from, or the end of the line. */
    private void namesBound(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size() && tokens.get(i).kind() != Kind.LINE_END && !tokens.get(i).is("in"); i++) {
            PythonToken token = tokens.get(i);
            depth += (token.opens() ? 1 : 0) - (token.closes() ? 1 : 0);
            if (depth < 0 || (depth == 0 && token.is(":"))) {
                return;
            }
            if (token.kind() == Kind.NAME) {
                changed.add(token.text());
            }
        }
    }

    private void findAssignment(int at, int depth) {
        String name = tokens.get(at).text();
        PythonToken next = tokens.get(at + 1);
        PythonToken before = at == 0 ? null : tokens.get(at - 1);
        boolean begins = depth == 0 && (before == null || before.kind() == Kind.LINE_END || before.is(";") || before.is(":"));
        boolean augments = next.kind() == Kind.SIGN && next.text().length() > 1 && next.text().endsWith("=") && !isComparison(next);
        if (begins && next.is("=")) {
            assign(name, parse(at + 2));
        } else if (begins && next.is(":")) {
            assignAnnotated(name, at + 2);
        } else if (augments || (depth == 0 && next.is("=")) || (begins && (next.is(".") || next.is("[") || next.is(",")))) {
            changed.add(name);
        }
    }

    private static boolean isComparison(PythonToken sign) {
        return sign.is("==") || sign.is("!=") || sign.is("<=") || sign.is(">=");
    }

    /** {@code name: type = value}. */
    private void assignAnnotated(String name, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size() && tokens.get(i).kind() != Kind.LINE_END; i++) {
            depth += (tokens.get(i).opens() ? 1 : 0) - (tokens.get(i).closes() ? 1 : 0);
            if (depth == 0 && tokens.get(i).is("=")) {
                assign(name, parse(i + 1));
                return;
            }
        }
    }

    private void assign(String name, PythonExpression value) {
        assigned.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
}
