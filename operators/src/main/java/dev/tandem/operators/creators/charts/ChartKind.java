package dev.tandem.operators.creators.charts;

/** How a table is drawn. */
public enum ChartKind {
    BAR,
    LINE,
    SCATTER,
    PIE;

    private static final int MOST_BARS = 12;
    private static final int MOST_POINTS = 9;
    private static final int MOST_SLICES = 8;

    /** How many columns of values of a table of so many rows can be read off; 0 for a table with too many or too few rows. */
    int columns(int rows) {
        return switch (this) {
            case BAR -> rows > MOST_BARS ? 0 : Math.min(3, MOST_BARS / rows);
            case LINE -> rows < 3 || rows > MOST_POINTS ? 0 : rows <= MOST_POINTS / 2 ? 2 : 1;
            case SCATTER -> rows < 3 || rows > MOST_POINTS ? 0 : 1;
            case PIE -> rows > MOST_SLICES ? 0 : 1;
        };
    }
}
