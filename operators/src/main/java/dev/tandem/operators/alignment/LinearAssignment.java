package dev.tandem.operators.alignment;

import java.util.Arrays;

/**
 * Assigns rows to columns one to one, so that the sum of the values is the least or the greatest that there is: the method of
 * shortest augmenting paths after Jonker and Volgenant (1987), for rectangular matrices as Crouse (2016) has it. Takes time in the
 * order of {@code n * n * m} for {@code n} of the shorter side and {@code m} of the longer. Of several assignments with the same sum
 * it is always the same one.
 */
public final class LinearAssignment {
    private static final int NONE = -1;

    private final double[] costs;
    private final int rows;
    private final int columns;
    private final double[] rowPrices;
    private final double[] columnPrices;
    private final double[] shortest;
    private final int[] path;
    private final int[] columnOfRow;
    private final int[] rowOfColumn;

    /** @param columns at least as many as rows */
    private LinearAssignment(double[] costs, int rows, int columns) {
        this.costs = costs;
        this.rows = rows;
        this.columns = columns;
        this.rowPrices = new double[rows];
        this.columnPrices = new double[columns];
        this.shortest = new double[columns];
        this.path = new int[columns];
        this.columnOfRow = new int[rows];
        this.rowOfColumn = new int[columns];
        Arrays.fill(columnOfRow, NONE);
        Arrays.fill(rowOfColumn, NONE);
    }

    /**
     * The assignment of the least sum.
     *
     * @param values row after row, all finite
     * @return the column of each row; -1 for rows without one, where there are more rows than columns
     */
    public static int[] least(double[] values, int rows, int columns) {
        return of(values, rows, columns, 1);
    }

    /** The assignment of the greatest sum; else as {@link #least}. */
    public static int[] greatest(double[] values, int rows, int columns) {
        return of(values, rows, columns, -1);
    }

    private static int[] of(double[] values, int rows, int columns, double sign) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException("expected " + (long) rows * columns + " values, found " + values.length);
        }
        boolean turned = rows > columns;
        double[] costs = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("expected finite values, found " + values[i]);
            }
            costs[turned ? i % columns * rows + i / columns : i] = sign * values[i];
        }
        LinearAssignment assignment = new LinearAssignment(costs, Math.min(rows, columns), Math.max(rows, columns));
        assignment.solve();
        return turned ? assignment.rowOfColumn : assignment.columnOfRow;
    }

    private void solve() {
        int[] remaining = new int[columns];
        boolean[] reachedRows = new boolean[rows];
        boolean[] reachedColumns = new boolean[columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(reachedRows, false);
            Arrays.fill(reachedColumns, false);
            int sink = search(row, remaining, reachedRows, reachedColumns);
            updatePrices(row, shortest[sink], reachedRows, reachedColumns);
            augment(row, sink);
        }
    }

    /** Grows a tree of shortest paths from a row until it meets a column that has no row; returns that column. */
    private int search(int from, int[] remaining, boolean[] reachedRows, boolean[] reachedColumns) {
        Arrays.fill(shortest, Double.POSITIVE_INFINITY);
        Arrays.setAll(remaining, column -> column);
        int left = columns;
        double length = 0;
        int row = from;
        while (true) {
            reachedRows[row] = true;
            int next = NONE;
            double lowest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < left; i++) {
                int column = remaining[i];
                double through = length + costs[row * columns + column] - rowPrices[row] - columnPrices[column];
                if (through < shortest[column]) {
                    path[column] = row;
                    shortest[column] = through;
                }
                // Of the nearest, one without a row ends the search.
                if (shortest[column] < lowest || shortest[column] == lowest && rowOfColumn[column] == NONE) {
                    lowest = shortest[column];
                    next = i;
                }
            }
            int column = remaining[next];
            length = lowest;
            reachedColumns[column] = true;
            if (rowOfColumn[column] == NONE) {
                return column;
            }
            row = rowOfColumn[column];
            remaining[next] = remaining[--left];
        }
    }

    private void updatePrices(int from, double length, boolean[] reachedRows, boolean[] reachedColumns) {
        rowPrices[from] += length;
        for (int row = 0; row < rows; row++) {
            if (reachedRows[row] && row != from) {
                rowPrices[row] += length - shortest[columnOfRow[row]];
            }
        }
        for (int column = 0; column < columns; column++) {
            if (reachedColumns[column]) {
                columnPrices[column] -= length - shortest[column];
            }
        }
    }

    private void augment(int from, int sink) {
        int column = sink;
        int row;
        do {
            row = path[column];
            rowOfColumn[column] = row;
            int before = columnOfRow[row];
            columnOfRow[row] = column;
            column = before;
        } while (row != from);
    }
}
