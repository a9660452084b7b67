package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.shard.FeatureColumns;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** The samples that a selector judges, one after the other, as often as they are asked for. */
public interface SelectorRows {

    /** Calls {@code consumer} for each sample, in the order of rows; what it is given is overwritten by the next. */
    void forEach(RowConsumer consumer);

    /** Receives a sample. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(int row, SelectorRow sample);
    }

    /** The samples that are still in a shard. */
    static SelectorRows of(ShardStore store, ShardView view, Selector selector) {
        return of(store, view, selector, store::ids);
    }

    /** Where ids are read. */
    @FunctionalInterface
    interface Ids {
        void forEach(Digest shard, ShardStore.IdConsumer consumer);
    }

    /** The same for callers that go through ids again and again. */
    static SelectorRows of(ShardStore store, ShardView view, Selector selector, Ids ids) {
        RoaringBitmap alive = store.alive(view);
        double[][] numbers = columns(store, view, selector.readings());
        return consumer -> {
            Cells cells = new Cells(numbers);
            switch (selector.access()) {
                case FEATURES -> alive.forEach((int row) -> cells.tell(row, consumer));
                case IDS -> ids.forEach(view.shard(), (row, id) -> {
                    if (alive.contains(row)) {
                        cells.id = id;
                        cells.tell(row, consumer);
                    }
                });
                case TEXTS -> store.texts(view, alive, (row, sample) -> {
                    cells.sample = sample;
                    cells.tell(row, consumer);
                });
            }
        };
    }

    /**
     * Rows for a selector that looks at features alone.
     *
     * @param numbers by reading and row
     */
    static SelectorRows of(RoaringBitmap rows, double[][] numbers) {
        return consumer -> {
            Cells cells = new Cells(numbers);
            rows.forEach((int row) -> cells.tell(row, consumer));
        };
    }

    /**
     * Samples in memory.
     *
     * @param numbers by reading and sample
     */
    static SelectorRows of(List<Sample> samples, double[][] numbers) {
        return consumer -> {
            Cells cells = new Cells(numbers);
            for (int row = 0; row < samples.size(); row++) {
                cells.sample = samples.get(row);
                cells.tell(row, consumer);
            }
        };
    }

    /** What was measured of the rows of a shard, by reading and row; of each reading, what the last step that had it says. */
    static double[][] columns(ShardStore store, ShardView view, List<FeatureReading> readings) {
        FeatureColumns columns = new FeatureColumns(view.rows(), readings);
        for (Layer layer : view.layers().reversed()) {
            if (columns.isComplete()) {
                break;
            }
            layer.features().ifPresent(digest -> columns.readFrom(store.featureFile(digest)));
        }
        return columns.numbers();
    }

    /** The cells of one row. */
    final class Cells implements SelectorRow {
        private final double[][] numbers;
        private int row;
        private Sample sample;
        private byte[] id;

        private Cells(double[][] numbers) {
            this.numbers = numbers;
        }

        private void tell(int at, RowConsumer consumer) {
            row = at;
            consumer.accept(at, this);
        }

        @Override
        public double number(int reading) {
            return numbers[reading][row];
        }

        @Override
        public Digest id() {
            return sample != null ? sample.id() : new Digest(HexFormat.of().formatHex(id));
        }

        @Override
        public byte[] idBytes() {
            return id != null ? id : sample.id().bytes();
        }

        @Override
        public String text() {
            return sample.text();
        }

        @Override
        public Map<String, String> metadata() {
            return sample.metadata();
        }
    }
}
