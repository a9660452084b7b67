package dev.tandem.core.calibration;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where labelled samples stand: the rows of the shards that a run read or made, found by ids and sources without their content. */
final class LabelledRows {
    private static final int NONE = -1;

    private final List<Label> labels;
    private final Map<String, List<Integer>> byIdStart = new HashMap<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private final Map<Digest, TreeMap<Integer, Integer>> rows = new HashMap<>();
    /** Of labels that say the same of one sample, the first counts. */
    private final BitSet matched = new BitSet();
    private final BitSet repeated = new BitSet();

    private LabelledRows(List<Label> labels) {
        this.labels = labels;
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            if (label.isId()) {
                byIdStart.computeIfAbsent(label.sample().substring(0, LabelFile.MIN_ID_DIGITS), unused -> new ArrayList<>()).add(i);
            } else {
                Integer other = bySource.putIfAbsent(label.sample(), i);
                if (other != null) {
                    repeat(other, i, label.sample());
                }
            }
        }
    }

    /**
     * Finds the samples of a run.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a label that fits several samples, and for two that contradict
     */
    static LabelledRows find(ShardStore store, RunRecord run, List<Label> labels) {
        LabelledRows found = new LabelledRows(labels);
        Documents documents = new Documents(store.contents());
        for (StepRecord step : run.steps()) {
            boolean isOrigin = switch (step.kind()) {
                case READ, CREATE -> true;
                case PASS, DEDUPLICATE, SELECT, SELECT_FROM_ALL, TRAIN -> false;
            };
            if (isOrigin && step.views().isPresent()) {
                Map<Integer, Digest> ids = new HashMap<>();
                for (Digest key : documents.keys(step.views().get())) {
                    Digest shard = store.view(key).shard();
                    store.rows(shard, ShardStore.Columns.IDENTITY, (row, read) -> found.match(shard, row, read.sample(), ids));
                }
            }
        }
        return found;
    }

    /** @param ids of the samples that labels have met in this step */
    private void match(Digest shard, int row, Sample sample, Map<Integer, Digest> ids) {
        int byId = NONE;
        for (int candidate : byIdStart.getOrDefault(sample.id().hex().substring(0, LabelFile.MIN_ID_DIGITS), List.of())) {
            if (sample.id().hex().startsWith(labels.get(candidate).sample())) {
                byId = meet(byId, candidate, sample, ids);
            }
        }
        int label = byId;
        String source = sample.source();
        for (int start = 0; start >= 0; start = next(source, start)) {
            Integer candidate = bySource.get(source.substring(start));
            if (candidate != null) {
                label = meet(label, candidate, sample, ids);
            }
        }
        if (label != NONE) {
            rows.computeIfAbsent(shard, unused -> new TreeMap<>()).put(row, label);
        }
    }

    private static int next(String source, int start) {
        int slash = source.indexOf('/', start);
        return slash < 0 || slash + 1 == source.length() ? NONE : slash + 1;
    }

    private int meet(int known, int label, Sample sample, Map<Integer, Digest> ids) {
        Digest other = ids.putIfAbsent(label, sample.id());
        if (other != null && !other.equals(sample.id())) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Line " + labels.get(label).line() + " of the labels: '"
                    + LabelFile.shown(labels.get(label).sample()) + "' fits several samples, such as " + other.abbreviated() + " and "
                    + sample.id().abbreviated() + ". Name one by its id.");
        }
        matched.set(label);
        if (known == NONE || known == label) {
            return label;
        }
        return repeat(known, label, sample.id().abbreviated());
    }

    private int repeat(int first, int second, String sample) {
        if (labels.get(first).good() != labels.get(second).good()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Lines " + labels.get(first).line() + " and "
                    + labels.get(second).line() + " of the labels contradict each other: one says that the sample '"
                    + LabelFile.shown(sample) + "' is good, one that it is bad");
        }
        repeated.set(second);
        return first;
    }

    /** Label by row. */
    Map<Integer, Integer> of(Digest shard) {
        return rows.getOrDefault(shard, new TreeMap<>());
    }

    boolean isGood(int label) {
        return labels.get(label).good();
    }

    /** Labels that were given, those that repeat another included. */
    int size() {
        return labels.size();
    }

    int count(boolean good) {
        return (int) matched.stream().filter(label -> !repeated.get(label) && isGood(label) == good).count();
    }

    /** Labels that name no sample. */
    List<Label> unmatched() {
        List<Label> unmatched = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!matched.get(i) && !repeated.get(i)) {
                unmatched.add(labels.get(i));
            }
        }
        return unmatched;
    }
}
