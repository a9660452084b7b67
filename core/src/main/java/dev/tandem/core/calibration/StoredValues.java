package dev.tandem.core.calibration;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardThreads;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.Block;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.shard.FeatureColumns;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the steps of a run measured, as far as it is numbers. */
final class StoredValues {
    private final ShardStore store;
    private final Documents documents;
    private final ShardThreads threads;
    private final Several several;

    StoredValues(ShardStore store, ShardThreads threads, Several several) {
        this.store = store;
        this.documents = new Documents(store.contents());
        this.threads = threads;
        this.several = several;
    }

    List<Digest> shards(StepRecord step) {
        return documents.keys(step.views().orElseThrow());
    }

    /** What was measured of labelled samples, by step in their order, then by feature. */
    List<Measured> labelled(RunRecord run, LabelledRows labels) {
        List<Measured> all = new ArrayList<>();
        for (StepRecord step : run.steps()) {
            if (step.views().isEmpty() || step.kind() == StepKind.READ || step.kind() == StepKind.CREATE) {
                continue;
            }
            Map<String, Measured> measured = new TreeMap<>();
            for (Digest key : shards(step)) {
                ShardView view = store.view(key);
                Map<Integer, Integer> rows = labels.of(view.shard());
                if (!rows.isEmpty()) {
                    read(view, block -> collect(step, block, rows, labels.size(), measured));
                }
            }
            all.addAll(measured.values());
        }
        return all;
    }

    private void collect(StepRecord step, Block block, Map<Integer, Integer> rows, int labels, Map<String, Measured> measured) {
        long from = block.firstRow();
        if (rows.keySet().stream().noneMatch(row -> row >= from && row < from + block.rows())) {
            return;
        }
        for (String column : block.numberColumns()) {
            if (isLimit(step, column)) {
                continue;
            }
            Measured feature = measured.computeIfAbsent(column, unused -> {
                double[] values = new double[labels];
                Arrays.fill(values, Double.NaN);
                return new Measured(step, column, block.isList(column), values);
            });
            double[] cells = FeatureColumns.cells(block, new FeatureReading(column, several));
            rows.forEach((row, label) -> {
                if (row >= from && row < from + block.rows()) {
                    feature.values()[label] = cells[(int) (row - from)];
                }
            });
        }
    }

    /** What a selector held samples against is the same for all of them. */
    private static boolean isLimit(StepRecord step, String column) {
        return step.kind().isSelector()
                && (column.endsWith(".min") || column.endsWith(".max"));
    }

    private void read(ShardView view, Consumer<Block> consumer) {
        view.layers().getLast().features().ifPresent(digest -> {
            try {
                ParquetColumns.read(store.contents().get(digest, ObjectKey::features), consumer);
            } catch (IOException e) {
                throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A features file cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** Counts the values of a step's samples into tallies, one for each of some features of that step. */
    void count(StepRecord step, List<Candidate> candidates) {
        List<Counting> parts = threads.ask(shards(step), () -> new Counting(candidates));
        for (int i = 0; i < candidates.size(); i++) {
            for (Counting part : parts) {
                candidates.get(i).tally().add(part.tallies.get(i));
            }
        }
    }

    private final class Counting implements ShardThreads.Asking {
        private final List<Candidate> candidates;
        private final List<ThresholdTally> tallies;

        Counting(List<Candidate> candidates) {
            this.candidates = candidates;
            this.tallies = candidates.stream().map(candidate -> candidate.tally().empty()).toList();
        }

        @Override
        public void ask(int position, ShardView view) {
            read(view, block -> {
                for (int i = 0; i < tallies.size(); i++) {
                    String column = candidates.get(i).feature();
                    if (block.has(column)) {
                        for (double value : FeatureColumns.cells(block, new FeatureReading(column, several))) {
                            tallies.get(i).add(value);
                        }
                    }
                }
            });
        }
    }
}
