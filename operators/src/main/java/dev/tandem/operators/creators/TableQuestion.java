package dev.tandem.operators.creators;

/**
 * A question on a table, with the answer that its maker computed; the answer is empty where there is no single one.
 * Names in questions stand in double quotes. A question that does not name the column of the rows' names means the
 * first.
 */
record TableQuestion(String question, String answer) {

    static TableQuestion lookUp(DataTable.Usable table, int row, int column) {
        String of = table.key() == 0 ? "" : "the row whose " + key(table) + " is ";
        return new TableQuestion(
                "What is the " + quoted(table.header().get(column)) + " of " + of + quoted(table.name(row)) + "?",
                table.cell(row, column));
    }

    static TableQuestion count(DataTable.Usable table) {
        return new TableQuestion("How many rows does the table have?", String.valueOf(table.rows().size()));
    }

    static TableQuestion comparison(DataTable.Usable table, int left, int right, int column) {
        double first = table.number(left, column);
        double second = table.number(right, column);
        String which = table.key() == 0 ? "Which" : "Which " + key(table);
        return new TableQuestion(
                which + " has the larger " + quoted(table.header().get(column)) + ", " + quoted(table.name(left))
                        + " or "
                        + quoted(table.name(right)) + "?",
                first == second ? "" : table.name(first > second ? left : right));
    }

    static TableQuestion maximum(DataTable.Usable table, int column) {
        int best = 0;
        boolean tie = false;
        for (int row = 1; row < table.rows().size(); row++) {
            double value = table.number(row, column);
            double highest = table.number(best, column);
            tie = value == highest || (tie && value < highest);
            best = value > highest ? row : best;
        }
        String which = table.key() == 0 ? "Which row" : "Which " + key(table);
        return new TableQuestion(
                which + " has the largest " + quoted(table.header().get(column)) + "?", tie ? "" : table.name(best));
    }

    private static String key(DataTable.Usable table) {
        return quoted(table.header().get(table.key()));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
