package dev.tandem.core.whatif;

import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.Block;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What would become of the samples of a shard. Only samples that a changed filter has to do with are looked at again: those
 * that were kept, and those whose reason stands at or behind a changed filter. All filters measured all samples, so that the
 * filters behind one which drops no longer can be asked as well.
 */
final class ShardQuestion {
    private static final int ABSENT = -1;
    private static final int KEPT = -2;
    /** No place in the step. */
    private static final int NOBODY = -1;

    private final ShardStore store;
    private final StepFilters filters;
    private final Tally tally;

    ShardQuestion(ShardStore store, StepFilters filters, Tally tally) {
        this.store = store;
        this.filters = filters;
        this.tally = tally;
    }

    /** @param position of the shard in the step */
    void ask(int position, ShardView view) {
        Layer layer = view.layers().getLast();
        Selection selection = store.selection(layer);
        List<Reason> reasons = List.copyOf(selection.out().keySet());
        int[] verdicts = new int[view.rows()];
        Arrays.fill(verdicts, ABSENT);
        selection.kept().forEach((int row) -> verdicts[row] = KEPT);
        tally.kept(selection.kept().getLongCardinality());
        for (int i = 0; i < reasons.size(); i++) {
            int number = i;
            tally.left(text(reasons.get(i)), selection.out().get(reasons.get(i)).getLongCardinality());
            // What could not be processed cannot be whatever the limits are.
            if (reasons.get(i).outcome() == Outcome.DROPPED) {
                selection.out().get(reasons.get(i)).forEach((int row) -> verdicts[row] = number);
            }
        }
        if (filters.changed().length == 0) {
            return;
        }
        byte[] file = store.contents().get(layer.features().orElseThrow(), ObjectKey::features);
        try {
            ParquetColumns.read(file, block -> ask(position, block, verdicts, reasons));
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A features file cannot be read: " + e.getMessage(), e);
        }
    }

    private void ask(int position, Block block, int[] verdicts, List<Reason> reasons) {
        filters.turnTo(block);
        int[] places = reasons.stream().mapToInt(reason -> filters.place(reason.operator())).toArray();
        for (int i = 0; i < block.rows(); i++) {
            int row = Math.toIntExact(block.firstRow() + i);
            if (verdicts[row] == KEPT) {
                int dropper = dropper(filters.size(), i);
                if (dropper != NOBODY) {
                    tally.nowDropped(position, row, text(dropper, i));
                }
            } else if (verdicts[row] != ABSENT) {
                askOfDropped(position, row, i, reasons.get(verdicts[row]), places[verdicts[row]]);
            }
        }
    }

    private void askOfDropped(int position, int row, int i, Reason reason, int place) {
        int dropper = dropper(place, i);
        if (dropper == NOBODY) {
            if (!filters.isChanged(place)) {
                return;
            }
            dropper = place;
            while (dropper < filters.size() && filters.decide(dropper, i).keep()) {
                dropper++;
            }
        }
        if (dropper == filters.size()) {
            tally.nowKept(position, row, text(reason));
            return;
        }
        String after = text(dropper, i);
        if (dropper != place || !after.equals(text(reason))) {
            tally.otherReason(text(reason), after);
        }
    }

    /** The first changed filter before a place that would drop. */
    private int dropper(int place, int i) {
        for (int changed : filters.changed()) {
            if (changed < place && !filters.decide(changed, i).keep()) {
                return changed;
            }
        }
        return NOBODY;
    }

    private String text(int dropper, int i) {
        Decision decision = filters.decide(dropper, i);
        return filters.label(dropper) + ": " + decision.reason().orElseThrow();
    }

    private static String text(Reason reason) {
        return reason.operator() + ": " + reason.reason();
    }
}
