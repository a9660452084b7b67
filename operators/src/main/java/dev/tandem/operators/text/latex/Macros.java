package dev.tandem.operators.text.latex;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The macros of one document: what they stand for is worked out when it is asked for, so that unused ones cost nothing. */
final class Macros {
    private static final int SMALL = 4096;
    private static final int DEEPEST = 50;

    private final String text;
    private final long limit;
    private final Map<String, String> definitions = new HashMap<>();
    /** Values without macros in them; empty for a macro that cannot be resolved, also while it is being resolved. */
    private final Map<String, Optional<String>> values = new HashMap<>();

    Macros(String text) {
        this.text = text;
        this.limit = SMALL + 4L * text.length();
    }

    String expanded() throws SampleFailedException {
        for (int start = 0; start < text.length(); start = lineEnd(start) + 1) {
            define(start, lineEnd(start));
        }
        StringBuilder expanded = new StringBuilder(text.length());
        for (int start = 0; start < text.length(); ) {
            int end = lineEnd(start);
            int next = Math.min(text.length(), end + 1);
            if (nameStart(start, end) > 0) {
                expanded.append(text, start, end);
            } else {
                expand(text.substring(start, end), expanded, 0);
            }
            expanded.append(text, end, next);
            start = next;
        }
        return expanded.toString();
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void define(int from, int to) {
        int start = nameStart(from, to);
        if (start > 0) {
            int end = nameEnd(text, start);
            definitions.put(text.substring(start, end), text.substring(text.indexOf("{", end) + 1, to - 1));
        }
    }

    /** Where the name stands that a line defines, behind its backslash; 0 when it defines none. */
    private int nameStart(int from, int to) {
        int at = from;
        while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        boolean braced = text.startsWith("\\newcommand", at);
        if (braced) {
            at += "\\newcommand".length();
            at += text.startsWith("*", at) ? 1 : 0;
        } else if (text.startsWith("\\def", at)) {
            at += "\\def".length();
        } else {
            return 0;
        }
        int name = at + (braced ? 2 : 1);
        int end = name < to ? nameEnd(text, name) : name;
        int value = end + (braced ? 1 : 0);
        boolean defined = text.startsWith(braced ? "{\\" : "\\", at) && end > name && (!braced || text.startsWith("}", end))
                && text.startsWith("{", value) && value + 1 < to && text.charAt(to - 1) == '}';
        return defined ? name : 0;
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Appends a stretch with macros resolved; whether all of them could be. */
    private boolean expand(String stretch, StringBuilder expanded, int depth) throws SampleFailedException {
        boolean resolved = true;
        int copied = 0;
        for (int at = stretch.indexOf('\\'); at >= 0 && at + 1 < stretch.length(); ) {
            int end = nameEnd(stretch, at + 1);
            String name = stretch.substring(at + 1, end);
            if (definitions.containsKey(name)) {
                Optional<String> value = value(name, depth + 1);
                resolved &= value.isPresent();
                expanded.append(stretch, copied, value.isPresent() ? at : end).append(value.orElse(""));
                copied = end;
            }
            if (expanded.length() > limit) {
                throw new SampleFailedException(ErrorCode.TOO_LARGE, "The text becomes more than four times as long");
            }
            // Two backslashes are a line break, and no macro begins with the second.
            at = stretch.indexOf('\\', Math.max(end, at + 2));
        }
        expanded.append(stretch, copied, stretch.length());
        return resolved;
    }

    private Optional<String> value(String name, int depth) throws SampleFailedException {
        if (!values.containsKey(name)) {
            values.put(name, Optional.empty());
            StringBuilder value = new StringBuilder();
            if (depth < DEEPEST && expand(definitions.get(name), value, depth)) {
                values.put(name, Optional.of(value.toString()));
            }
        }
        return values.get(name);
    }
}
