package dev.tandem.workflows;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The service of training in memory: results are kept by key, and counted. */
final class FakeExperiments implements ExperimentActivities {
    /** How often each training was really done, by {@code rung variant seed}. */
    final Map<String, Integer> made = new ConcurrentHashMap<>();
    final Map<Digest, Double> results = new ConcurrentHashMap<>();
    final List<ExperimentRecord> records = Collections.synchronizedList(new ArrayList<>());
    final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    final Map<String, ExperimentRecord.Promoted> promoted = new ConcurrentHashMap<>();

    /** How good a training is; thrown errors are those of the service. */
    Function<CellSpec, Double> values = spec -> 0.5;

    /** Thrown when the work is done, as if the worker died before it could say so. */
    Function<CellSpec, Optional<TandemException>> deaths = spec -> Optional.empty();

    /** Called when an activity begins. */
    Runnable began = () -> {};

    @Override
    public Digest prepareVariant(ExperimentRequest.Curated curated, Experiment experiment) {
        began.run();
        return Digest.of("pool of " + curated.request().run());
    }

    @Override
    public CellOutcome trainCell(CellSpec spec) {
        began.run();
        return ServiceStream.coded(() -> {
            Digest key = spec.key("1");
            boolean reused = results.containsKey(key);
            double value = results.computeIfAbsent(key, missing -> {
                double trained = values.apply(spec);
                made.merge(spec.rung() + " " + spec.variant() + " " + spec.seed(), 1, Integer::sum);
                return trained;
            });
            deaths.apply(spec).ifPresent(death -> {
                throw death;
            });
            return new CellOutcome(
                    spec.variant(), spec.rung(), spec.seed(), Optional.of(key), Optional.of(value), Optional.empty(), reused);
        });
    }

    @Override
    public SortedMap<String, Digest> adoptCell(Digest cell) {
        changes.add("adopt " + cell);
        return new TreeMap<>(Map.of("towers", cell));
    }

    @Override
    public void recordExperiment(ExperimentRecord record) {
        began.run();
        records.add(record);
    }

    @Override
    public void recordPromotion(String experiment, ExperimentRecord.Promoted winner) {
        promoted.put(experiment, winner);
    }
}
