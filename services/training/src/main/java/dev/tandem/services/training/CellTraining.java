package dev.tandem.services.training;

import dev.tandem.core.engine.KeyedResults;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.experiment.CellResult;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.training.evaluation.Interval;
import dev.tandem.training.job.HeldOutEvaluation;
import dev.tandem.training.job.JobData;
import dev.tandem.training.job.Label;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainedModel;
import dev.tandem.training.job.Trainer;
import dev.tandem.training.job.TrainingJob;
import dev.tandem.training.job.TrainingWatch;
import dev.tandem.training.rounds.PreparedPool;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Trains cells: each once. What a trainer makes is kept as blobs that no name points to, until somebody promotes it. */
final class CellTraining {
    private final ContentStore contents;
    private final Trainers trainers;
    private final KeyedResults results;
    private final KeyedResults.Kind<CellResult> cells;

    CellTraining(ContentStore contents, Trainers trainers) {
        this.contents = contents;
        this.trainers = trainers;
        this.results = new KeyedResults(contents);
        this.cells = new KeyedResults.Kind<>(CellResult.class, this::isWhole);
    }

    private boolean isWhole(CellResult result) {
        return contents.keep(ObjectKey.blob(result.log())) && result.models().values().stream()
                .flatMap(files -> files.values().stream()).allMatch(file -> contents.keep(ObjectKey.blob(file)));
    }

    /** A result, and whether it was there before. */
    record Made(CellResult result, boolean reused) {}

    Made train(CellSpec spec, TrainingWatch watch) {
        Trainer trainer = trainers.trainer(spec.trainer().trainer());
        Digest key = spec.key(trainer.version());
        return results.find(key, cells).map(found -> new Made(found, true)).orElseGet(() -> {
            CellResult made = make(key, spec, trainer, watch);
            return new Made(made, false);
        });
    }

    private CellResult make(Digest key, CellSpec spec, Trainer trainer, TrainingWatch watch) {
        JobData all = CellData.of(spec, pool(spec.pool()), pool(spec.reference()), EvaluationRegistry.stored(contents));
        JobData data = spec.by() == Halving.Measure.DATA ? all.share(spec.share()) : all;
        Optional<Label> label = spec.evaluation().label().map(given -> new Label(given.field(), given.positive()));
        TrainingJob job = TrainingJob.of(trainer, spec.model(), data, config(spec), spec.seed(), label);
        Trained trained;
        try {
            trained = trainer.train(job, watch);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + trainer.name() + "' cannot train on this: " + e.getMessage(), e);
        }
        HeldOutEvaluation found = HeldOutEvaluation.of(trained, data.heldOut(), label, spec.evaluation().slices());
        CellResult result = new CellResult(CellResult.FORMAT, key, job.key(), found.metrics(), slices(found), data.training().count(),
                data.heldOut().count(), store(trained), contents.put(trained.log().getBytes(StandardCharsets.UTF_8), ObjectKey::blob));
        results.publish(key, result, cells);
        trainer.forget(job);
        // Where another attempt was faster, and the trainer does not give the same twice, what it left is the result.
        return results.find(key, cells).orElse(result);
    }

    private static Map<String, Object> config(CellSpec spec) {
        Map<String, Object> config = new TreeMap<>(spec.trainer().config());
        if (spec.by() == Halving.Measure.EPOCHS && config.get("epochs") instanceof Number epochs) {
            config.put("epochs", (int) Math.max(1, Math.round(epochs.doubleValue() * spec.share())));
        }
        return config;
    }

    private PreparedPool pool(Digest key) {
        PoolResult result = Json.read(contents.objects().get(ObjectKey.result(key)), PoolResult.class);
        return PreparedPool.decode(contents.get(result.pool(), ObjectKey::blob));
    }

    private SortedMap<String, SortedMap<String, Digest>> store(Trained trained) {
        SortedMap<String, SortedMap<String, Digest>> models = new TreeMap<>();
        for (TrainedModel model : trained.models()) {
            SortedMap<String, Digest> files = new TreeMap<>();
            model.files().forEach((path, bytes) -> files.put(path, contents.put(bytes, ObjectKey::blob)));
            models.put(model.name(), files);
        }
        return models;
    }

    private static SortedMap<String, SortedMap<String, CellResult.SliceValue>> slices(HeldOutEvaluation found) {
        SortedMap<String, SortedMap<String, CellResult.SliceValue>> slices = new TreeMap<>();
        found.slices().forEach((field, values) -> {
            SortedMap<String, CellResult.SliceValue> told = new TreeMap<>();
            values.forEach((value, interval) -> told.put(value, value(interval)));
            slices.put(field, told);
        });
        return slices;
    }

    private static CellResult.SliceValue value(Interval interval) {
        return new CellResult.SliceValue(interval.value(), interval.low(), interval.high());
    }

    /** Lets the names of the models of a cell stand for them; the same again changes nothing. */
    SortedMap<String, Digest> adopt(Digest key) {
        CellResult result = results.find(key, cells).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND,
                "What the training " + key.abbreviated() + " made is not there any more. Run the experiment again."));
        ModelRegistry registry = new ModelRegistry(contents);
        SortedMap<String, Digest> versions = new TreeMap<>();
        result.models().forEach((name, files) -> {
            Map<String, byte[]> bytes = new TreeMap<>();
            byte[] contract = contents.get(files.get(TrainedModel.CONTRACT), ObjectKey::blob);
            ModelRegistry.read(contract).files().values().forEach(file ->
                    bytes.put(file.path(), contents.get(files.get(file.path()), ObjectKey::blob)));
            versions.put(name, registry.add(contract, bytes).version());
        });
        return versions;
    }
}
