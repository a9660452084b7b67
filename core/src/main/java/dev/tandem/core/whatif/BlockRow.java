package dev.tandem.core.whatif;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.parquet.ParquetColumns.Block;
import java.util.List;

/** The cells of one filter in one row after the other of a block of stored features, without an object for each row. */
final class BlockRow implements FeatureRow {
    private final double[][] numbers;
    private final double[][][] lists;
    private final String[][] texts;
    private int row;

    /** @param columns of the features, in the same order */
    BlockRow(Block block, List<Feature> features, List<String> columns) {
        numbers = new double[features.size()][];
        lists = new double[features.size()][][];
        texts = new String[features.size()][];
        for (int i = 0; i < features.size(); i++) {
            String column = columns.get(i);
            if (!block.has(column)) {
                throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The features that are stored do not have '" + column
                        + "'. Run the recipe again, and ask about that run.");
            }
            switch (features.get(i).type()) {
                case NUMBER -> numbers[i] = block.numbers(column);
                case NUMBERS -> lists[i] = block.lists(column);
                case TEXT -> texts[i] = block.texts(column);
            }
        }
    }

    BlockRow at(int place) {
        row = place;
        return this;
    }

    @Override
    public double number(int feature) {
        return numbers[feature][row];
    }

    @Override
    public double[] numbers(int feature) {
        return lists[feature][row];
    }

    @Override
    public String text(int feature) {
        return texts[feature][row];
    }
}
