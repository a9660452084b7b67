package dev.tandem.core.whatif;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.parquet.ParquetColumns.Block;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.shard.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The filters of a step, as they decided and as they would, over what is stored of a shard. For one thread. */
final class StepFilters {
    /** By place in the step; null for a mapper. */
    private final Stored[] filters;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[] changed;

    /** @param after the same step with the other values */
    StepFilters(OperatorCatalog catalog, PlannedStep before, PlannedStep after) {
        filters = new Stored[after.operators().size()];
        List<Integer> differ = new ArrayList<>();
        for (int place = 0; place < filters.length; place++) {
            OperatorSpec spec = after.operators().get(place);
            places.put(spec.label(), place);
            if (isFilter(catalog, spec)) {
                filters[place] = new Stored(spec.label(), create(catalog, spec));
                if (!spec.equals(before.operators().get(place))) {
                    differ.add(place);
                }
            }
        }
        changed = differ.stream().mapToInt(Integer::intValue).toArray();
    }

    static boolean isFilter(OperatorCatalog catalog, OperatorSpec spec) {
        return catalog.find(spec.name()).filter(info -> info.kind() == OperatorKind.FILTER).isPresent();
    }

    static Filter create(OperatorCatalog catalog, OperatorSpec spec) {
        return (Filter) catalog.create(spec.name(), spec.given(), OperatorContext.withoutModels());
    }

    /** Turns to the rows of another block; columns are decoded as they are needed. */
    void turnTo(Block block) {
        for (Stored filter : filters) {
            if (filter != null) {
                filter.block = block;
                filter.cells = null;
            }
        }
    }

    int size() {
        return filters.length;
    }

    /** Place of an operator in the step. */
    int place(String label) {
        return places.get(label);
    }

    boolean isChanged(int place) {
        for (int candidate : changed) {
            if (candidate == place) {
                return true;
            }
        }
        return false;
    }

    /** Places of the changed filters, in order; not to be changed. */
    int[] changed() {
        return changed;
    }

    /** Whether the operator would keep a row of the block; a mapper keeps all. */
    Decision decide(int place, int row) {
        Stored filter = filters[place];
        return filter == null ? Decision.KEEP : filter.decide(row);
    }

    String label(int place) {
        return filters[place].label;
    }

    private static final class Stored {
        private final String label;
        private final Filter filter;
        private final List<String> columns;
        private Block block;
        private BlockRow cells;

        Stored(String label, Filter filter) {
            this.label = label;
            this.filter = filter;
            this.columns = filter.features().stream().map(feature -> TableRow.column(label, feature)).toList();
        }

        Decision decide(int row) {
            if (cells == null) {
                cells = new BlockRow(block, filter.features(), columns);
            }
            return filter.decide(cells.at(row));
        }
    }
}
