package dev.tandem.operators.creators;

/** A question on a table, with the answer that its maker computed. Names in questions stand in double quotes. */
record TableQuestion(String question, String answer) {

    static TableQuestion lookUp(DataTable table, int row, int column) {
        return new TableQuestion(
                "What is the \"" + table.header().get(column) + "\" of \"" + table.rows().get(row).getFirst() + "\"?",
                table.rows().get(row).get(column));
    }

    static TableQuestion count(DataTable table) {
        return new TableQuestion("How many rows does the table have?", String.valueOf(table.rows().size()));
    }

    static TableQuestion comparison(DataTable table, int left, int right, int column) {
        double first = DataTable.number(table.rows().get(left).get(column)).orElseThrow();
        double second = DataTable.number(table.rows().get(right).get(column)).orElseThrow();
        return new TableQuestion(
                "Which has the larger \"" + table.header().get(column) + "\", \"" + table.rows().get(left).getFirst() + "\" or \""
                        + table.rows().get(right).getFirst() + "\"?",
                first == second ? "" : table.rows().get(first > second ? left : right).getFirst());
    }

    static TableQuestion maximum(DataTable table, int column) {
        int best = 0;
        boolean tie = false;
        for (int row = 1; row < table.rows().size(); row++) {
            double value = DataTable.number(table.rows().get(row).get(column)).orElseThrow();
            double highest = DataTable.number(table.rows().get(best).get(column)).orElseThrow();
            tie = value == highest || (tie && value < highest);
            best = value > highest ? row : best;
        }
        return new TableQuestion(
                "Which row has the largest \"" + table.header().get(column) + "\"?", tie ? "" : table.rows().get(best).getFirst());
    }
}
