package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Tokens;

/** The lines of a text, without the tables that were found so far. */
final class TableLines {
    private static final int EMPTY = -1;
    private static final int NO_ROW = -2;

    private final String text;
    private final Tokens lines = new Tokens(64);
    /** For each line the fewest and the most columns it can have: a bar may separate cells, or be in one. */
    private final int[] fewest;
    private final int[] most;
    /** The lines that are left, and how many these are. */
    private final int[] left;
    private int size;

    TableLines(String text) {
        this.text = text;
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(from, end);
            from = end + 1;
        }
        lines.add(from, text.length());
        size = lines.size();
        fewest = new int[size];
        most = new int[size];
        left = new int[size];
        for (int line = 0; line < size; line++) {
            left[line] = line;
            measure(line);
        }
    }

    void removeTables(int columns) {
        int kept = 1;
        // The last line has no line feed.
        int last = size - 1;
        for (int at = 1; at < size; ) {
            int end = at < last && isRow(left[at], columns) ? tableEnd(at, columns) : at;
            if (end == at) {
                left[kept++] = left[at++];
            }
            at = end > at ? end : at;
        }
        size = kept;
    }

    /** Where the table ends that begins with a row; the row itself when it is the only one. */
    private int tableEnd(int from, int columns) {
        int rows = 0;
        int at = from;
        while (at < size - 1 && (isRow(left[at], columns) || fewest[left[at]] == EMPTY)) {
            rows += isRow(left[at], columns) ? 1 : 0;
            at++;
        }
        return rows >= 2 ? at : from;
    }

    private boolean isRow(int line, int columns) {
        return fewest[line] > 0 && columns >= fewest[line] && columns <= most[line];
    }

    String rest() {
        if (size == lines.size()) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        for (int i = 0; i < size; i++) {
            rest.append(text, lines.start(left[i]), lines.end(left[i])).append(i + 1 < size ? "\n" : "");
        }
        return rest.toString();
    }

    private void measure(int line) {
        int from = lines.start(line);
        int to = lines.end(line);
        fewest[line] = from == to ? EMPTY : 1;
        int cells = 1;
        int cell = from;
        for (int i = from; i < to && fewest[line] > 0; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                fewest[line] = i == cell ? NO_ROW : fewest[line] + 1;
                cells++;
                cell = i + 1;
            } else if (RegexSpace.is(c)) {
                fewest[line] = NO_ROW;
            } else if (c == '|' && i > cell && i + 1 < to && !RegexSpace.is(text.charAt(i + 1))) {
                cells++;
                cell = i + 1;
            }
        }
        fewest[line] = fewest[line] > 0 && cell == to ? NO_ROW : fewest[line];
        most[line] = cells;
    }
}
