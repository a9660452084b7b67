package dev.tandem.services.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.experiment.CellResult;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment.Evaluation;
import dev.tandem.core.experiment.Experiment.TrainerUse;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.proto.training.v1.TrainCellRequest;
import dev.tandem.proto.training.v1.TrainedCell;
import io.grpc.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of experiments: each once, and whatever a trainer does, no name points to anything else before somebody promotes it. */
class CellTest {
    private static final Evaluation EVALUATION =
            new Evaluation("recall_at_5", false, "r", 3, List.of("source"), List.of(), Optional.empty());

    @TempDir
    private Path folder;

    private final ShardStore store = new ShardStore(new MemoryObjectStore());
    private RunningTraining pools;
    private RunningCells service;

    @BeforeEach
    void start() throws IOException {
        Path trainers = Files.createDirectories(folder.resolve("trainers"));
        trainer(trainers, "crashing", "echo out of luck; exit 7");
        trainer(trainers, "hanging", "sleep 300 & echo $! > '" + folder + "/child.part'; mv '" + folder + "/child.part' '" + folder
                + "/child'; wait");
        trainer(trainers, "diverging", "echo '{\"loss\": NaN}' > metrics.json");
        trainer(trainers, "modelless", "echo '{\"loss\": 1}' > metrics.json");
        trainer(trainers, "killed", "echo x >> '" + folder + "/attempts'; kill -9 $$");
        pools = new RunningTraining(store);
        service = new RunningCells(store, trainers, folder.resolve("jobs"));
    }

    private static void trainer(Path trainers, String name, String script) throws IOException {
        Files.writeString(trainers.resolve(name + ".yaml"), Json.text(Map.of(
                "command", List.of("/bin/sh", "-c", script), "version", "1")));
    }

    @AfterEach
    void close() {
        pools.close();
        service.close();
    }

    private Digest pool(List<Sample> samples) {
        CuratedPairs curated = CuratedPairs.of(store, samples, 2, 1);
        return new Digest(Iterators.getLast(pools.stub().prepare(PrepareTest.request(curated).clearRejects().build())).getPool().getKey());
    }

    private static CellSpec spec(Digest pool, String trainer, Map<String, Object> config, double share, Evaluation evaluation) {
        return new CellSpec(new Variant("p", "r", "t"), 0, 1, pool, pool, new TrainerUse(trainer, config), share, Halving.Measure.DATA,
                evaluation, "made");
    }

    private static CellSpec spec(Digest pool, String trainer) {
        return spec(pool, trainer, Map.of(), 1, EVALUATION);
    }

    private CellResult result(TrainedCell cell) {
        return Json.read(store.contents().objects().get(ObjectKey.result(new Digest(cell.getKey()))), CellResult.class);
    }

    @Test
    void aCellIsTrainedOnceAndNamesPointToItOnlyWhenItIsPromoted() {
        Digest pool = pool(PairModels.pairs(40));
        Map<String, Object> few = Map.of("epochs", 3);
        TrainedCell made = service.train(spec(pool, "two_towers", few, 1, EVALUATION));
        assertThat(made.getReused()).isFalse();
        assertThat(made.getMetricsMap()).containsKeys("recall_at_5", "reported.loss");
        CellResult result = result(made);
        assertThat(result.models()).containsOnlyKeys("made_image", "made_text");
        assertThat(result.trainingRows() + result.heldOutRows()).isEqualTo(40);
        assertThat(result.slices().get("source")).containsOnlyKeys("site.zip");
        assertThat(service.train(spec(pool, "two_towers", few, 1, EVALUATION)).getReused()).isTrue();
        ModelRegistry registry = new ModelRegistry(store.contents());
        assertThat(registry.list()).isEmpty();
        Map<String, String> names = service.adopt(made.getKey());
        assertThat(names).containsOnlyKeys("made_image", "made_text");
        assertThat(registry.find("made_image").orElseThrow().version().hex()).isEqualTo(names.get("made_image"));
        assertThat(service.adopt(made.getKey())).isEqualTo(names);
    }

    @Test
    void halvingTrainsOnAShareAndEvaluatesOnTheSamePairs() {
        Digest pool = pool(PairModels.pairs(40));
        Map<String, Object> few = Map.of("epochs", 4);
        CellResult half = result(service.train(spec(pool, "two_towers", few, 0.5, EVALUATION)));
        CellResult whole = result(service.train(spec(pool, "two_towers", few, 1, EVALUATION)));
        assertThat(half.trainingRows()).isEqualTo(Math.round(whole.trainingRows() / 2.0f));
        assertThat(half.heldOutRows()).isEqualTo(whole.heldOutRows());
        CellSpec epochs = new CellSpec(new Variant("p", "r", "t"), 0, 1, pool, pool, new TrainerUse("two_towers", few), 0.25,
                Halving.Measure.EPOCHS, EVALUATION, "made");
        CellResult brief = result(service.train(epochs));
        assertThat(brief.trainingRows()).isEqualTo(whole.trainingRows());
        assertThat(new String(store.contents().get(brief.log(), ObjectKey::blob))).contains("epoch 1").doesNotContain("epoch 2");
    }

    @Test
    void whateverATrainerDoesWrongIsToldAndLeavesNothing() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        Digest pool = pool(PairModels.pairs(20));
        fails(spec(pool, "crashing"), ErrorCode.TRAINER_FAILED, "exit code 7 (out of luck)");
        fails(spec(pool, "diverging"), ErrorCode.TRAINING_DIVERGED, "NaN");
        fails(spec(pool, "modelless"), ErrorCode.TRAINER_FAILED, "left no model");
        fails(spec(pool, "killed"), ErrorCode.TRAINER_ENDED, "signal 9");
        fails(spec(pool, "two_tower"), ErrorCode.INVALID_ARGUMENT, "did you mean 'two_towers'?");
        fails(spec(pool, "two_towers", Map.of("epoch", 2), 1, EVALUATION), ErrorCode.INVALID_ARGUMENT, "no setting 'epoch'");
        assertThat(new ModelRegistry(store.contents()).list()).isEmpty();
        assertThatThrownBy(() -> service.adopt(Digest.of("none").hex())).hasMessageContaining("not there any more");
    }

    private void fails(CellSpec spec, ErrorCode code, String message) {
        TandemException failure = service.failure(spec);
        assertThat(failure.code()).as(message).isEqualTo(code);
        assertThat(failure).hasMessageContaining(message);
    }

    @Test
    void aCallerThatGoesAwayEndsTheProcess() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        CellSpec spec = spec(pool(PairModels.pairs(20)), "hanging");
        Context.CancellableContext context = Context.current().withCancellation();
        CompletableFuture<Void> call = CompletableFuture.runAsync(context.wrap(() -> {
            Iterators.getLast(service.stub().trainCell(
                    TrainCellRequest.newBuilder().setCellJson(ByteString.copyFrom(Json.bytes(spec))).build()));
        }));
        await().until(() -> Files.exists(folder.resolve("child")));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        context.cancel(null);
        await().until(() -> !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
        await().until(call::isDone);
    }

    @Test
    void whatStandsInAnEvaluationSetIsNotTrainedOn() {
        String known = " and a grey miller with two donkeys who crossed the bridge";
        List<Sample> samples = new ArrayList<>(PairModels.pairs(20));
        for (int i = 30; i < 36; i++) {
            samples.add(PairModels.pair(i, i, known));
        }
        EvaluationRegistry registry = new EvaluationRegistry(store.contents(), "t");
        registry.add("quiz", new EvaluationSet(List.of(new EvaluationItem("q1", "Describe it", List.of("It was seen" + known)))));
        Evaluation evaluation = EVALUATION.pinned(List.of(registry.pin("quiz")));
        TandemException refused = service.failure(spec(pool(samples), "two_towers", Map.of(), 1, evaluation));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused).hasMessageContainingAll("share 8 words or more with evaluation sets", "item 'q1' of 'quiz'",
                "Nothing was trained", "decontaminate: {eval_sets: [quiz], n_grams: 8, find_query_ngrams: true}");
        CellSpec clean = spec(pool(samples.subList(0, 20)), "two_towers", Map.of("epochs", 1), 1, evaluation);
        assertThat(service.train(clean).getReused()).isFalse();
    }

    @Test
    void copiesOfWhatIsHeldOutAreNotTrainedOn() {
        List<Sample> samples = new ArrayList<>(PairModels.pairs(20));
        for (int i = 0; i < 20; i++) {
            Sample pair = samples.get(i);
            samples.add(Sample.of("mirror.zip!/" + i + ".html#image-1", List.of(Digest.of("mirror" + i)), pair.metadata(), pair.parts()));
        }
        TandemException refused = service.failure(spec(pool(samples), "two_towers"));
        assertThat(refused).hasMessageContainingAll("are copies of pairs that are held out", "drop duplicates");
    }

    @Test
    void tooFewPairsAreToldWithTheirNumbers() {
        fails(spec(pool(PairModels.pairs(2)), "two_towers"), ErrorCode.EMPTY_INPUT, "at least 2 of each are needed");
    }
}
