package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes tables that were made text of: two or more lines in a row with the same number of cells, which are separated by
 * a single space, tab or vertical bar each. Empty lines between and behind the rows go with them. The first line of a
 * text is no row, nor is a last line without line feed. The rule knows nothing of words: short lines of prose with the
 * same number of words are a table to it, so use it on text where tables do more harm than that.
 */
@OperatorName("remove_table_text")
public final class RemoveTableTextMapper implements Mapper {
    private final Params params;

    public RemoveTableTextMapper(Params params) {
        this.params = params;
    }

    /**
     * What is a table.
     *
     * @param minCol fewest columns of a table that is removed
     * @param maxCol most columns of a table that is removed
     */
    public record Params(
            @Setting(value = "2", min = 2, max = 20) int minCol, @Setting(value = "20", min = 2, max = 20) int maxCol) {}

    @Override
    public String map(String text) {
        TableLines lines = new TableLines(text);
        for (int columns = params.minCol(); columns <= params.maxCol(); columns++) {
            lines.removeTables(columns);
        }
        return lines.rest();
    }
}
