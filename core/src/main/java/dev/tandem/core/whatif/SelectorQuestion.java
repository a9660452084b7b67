package dev.tandem.core.whatif;

import dev.tandem.core.engine.Judged;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardThreads;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Reason;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * What another selector would make of the samples of a step. It judges anew, by what was measured before it: any parameter can be
 * another. One that looks at texts reads them, and takes as long as that.
 */
final class SelectorQuestion implements AutoCloseable {
    /** Two million ids. */
    private static final long HELD_BYTES = 64L << 20;

    private final ShardStore store;
    private final OperatorCatalog catalog;
    private final OperatorSpec spec;
    private final List<Digest> inputs;
    private final HeldIds ids;
    private final SelectStep.Judges judges;

    /**
     * Lets the selector look at all samples, where it judges by all.
     *
     * @param inputs keys of what came into the step
     * @param threads go through them
     */
    SelectorQuestion(ShardStore store, OperatorCatalog catalog, OperatorSpec spec, List<Digest> inputs, ShardThreads threads) {
        this.store = store;
        this.catalog = catalog;
        this.spec = spec;
        this.inputs = inputs;
        this.ids = new HeldIds(store, HELD_BYTES);
        this.judges = create() instanceof SetSelector set
                ? SelectStep.Judges.counted(set, counting -> threads.ask(inputs, () -> counted(counting)), SelectStep.MERGE_BYTES)
                : new SelectStep.Judges(create(), List.of(), SelectStep.MERGE_BYTES);
    }

    /** What one thread counts. */
    private ShardThreads.Asking counted(SelectStep.Judges.Counting counting) {
        SetSelector selector = (SetSelector) create();
        return (position, view) -> counting.add(selector, rows(view, selector));
    }

    private Selector create() {
        return (Selector) catalog.create(spec.name(), spec.given(), OperatorContext.withoutModels());
    }

    private SelectorRows rows(ShardView view, Selector selector) {
        return SelectorRows.of(store, view, selector, ids);
    }

    /**
     * Asks about one shard; many threads may at once.
     *
     * @param position of the shard in the step
     * @param view what the step left of it
     */
    void ask(int position, ShardView view, Tally tally) {
        Selector selector = create();
        SelectorRows rows = rows(store.view(inputs.get(position)), selector);
        Judged judged = new Judged(spec.label(), selector, view.rows());
        judged.judge(rows, judges.of(selector, rows), Progress.SILENT);
        Selection before = store.selection(view.layers().getLast());
        Selection after = judged.selection();
        tally.kept(before.kept().getLongCardinality());
        before.out().forEach((reason, out) -> tally.left(text(reason), out.getLongCardinality()));
        // In the order of rows, so that the examples are the same whoever asks.
        RoaringBitmap.andNot(before.kept(), after.kept())
                .forEach((int row) -> tally.nowDropped(position, row, text(after.reasonOf(row).orElseThrow())));
        RoaringBitmap.andNot(after.kept(), before.kept())
                .forEach((int row) -> tally.nowKept(position, row, text(before.reasonOf(row).orElseThrow())));
        before.out().forEach((old, leftBefore) -> after.out().forEach((reason, left) -> {
            if (!text(old).equals(text(reason))) {
                RoaringBitmap.and(leftBefore, left).forEach((int row) -> tally.otherReason(text(old), text(reason)));
            }
        }));
    }

    private static String text(Reason reason) {
        return reason.operator() + ": " + reason.reason();
    }

    @Override
    public void close() {
        judges.close();
    }
}
