package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Some columns of numbers of a shard, from the features files of its steps: of each, the first that is found. */
public final class FeatureColumns {
    private final int rows;
    private final List<FeatureReading> readings;
    private final double[][] numbers;

    public FeatureColumns(int rows, List<FeatureReading> readings) {
        this.rows = rows;
        this.readings = List.copyOf(readings);
        this.numbers = new double[readings.size()][];
    }

    /** Whether nothing is left to be looked for. */
    public boolean isComplete() {
        for (double[] column : numbers) {
            if (column == null) {
                return false;
            }
        }
        return true;
    }

    /** Reads what is not found yet. */
    public void readFrom(byte[] file) {
        double[][] found = new double[numbers.length][];
        try {
            ParquetColumns.read(file, block -> read(block, found));
        } catch (IOException | UncheckedIOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A features file cannot be read: " + e.getMessage(), e);
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != null) {
                numbers[i] = found[i];
            }
        }
    }

    private void read(Block block, double[][] found) {
        int from = Math.toIntExact(block.firstRow());
        for (int i = 0; i < found.length; i++) {
            String column = readings.get(i).column();
            if (numbers[i] == null && block.has(column)) {
                found[i] = found[i] == null ? new double[rows] : found[i];
                System.arraycopy(cells(block, readings.get(i)), 0, found[i], from, block.rows());
            }
        }
    }

    /** What is read of the rows of a block that has the column; NaN where a row was not measured. */
    public static double[] cells(Block block, FeatureReading reading) {
        if (!block.isList(reading.column())) {
            return block.numbers(reading.column());
        }
        double[][] lists = block.lists(reading.column());
        double[] cells = new double[lists.length];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = reading.several().of(lists[row]);
        }
        return cells;
    }

    /**
     * Numbers by reading and row; NaN where a row was not measured.
     *
     * @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} where no step measured one of them
     */
    public double[][] numbers() {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == null && rows > 0) {
                throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The features that are stored do not have '"
                        + readings.get(i).column() + "'. Run the recipe again.");
            }
        }
        return numbers;
    }
}
