package dev.tandem.services.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.Iterators;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.run.Documents;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.proto.training.v1.ScoreShardRequest;
import dev.tandem.proto.training.v1.TrainSelectorRequest;
import dev.tandem.proto.training.v1.TrainedSelector;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import dev.tandem.training.evaluation.RankingCurve;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pairs of which a third has the text of another, and the longest texts belong to good ones. */
class SelectorTrainingTest {
    private static final int PAIRS = 96;
    private static final int EPOCHS = 12;
    private static final int FOLDS = 2;

    private final ShardStore store = new ShardStore(new MemoryObjectStore());
    private final RunningTraining service = new RunningTraining(store);
    private final Documents documents = new Documents(store.contents());
    private final Set<Digest> swapped = new HashSet<>();

    @AfterEach
    void close() {
        service.close();
    }

    private CuratedPairs pairs(int shards) {
        List<Sample> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Sample pair = i % 3 == 0
                    ? PairModels.pair(i, (i + 3) % PAIRS, "")
                    : PairModels.pair(i, i, i < PAIRS / 2 ? ", as everybody can see" : "");
            pairs.add(pair);
            if (i % 3 == 0) {
                swapped.add(pair.id());
            }
        }
        return CuratedPairs.of(store, pairs, shards, 1);
    }

    private static OperatorSpec dfn(double fraction) {
        Map<String, Object> given = Map.of(
                "feature", "text_length.text_len", "seed_fraction", fraction, "name", "net", "image_model", PairModels.PICTURES,
                "text_model", PairModels.WORDS, "folds", FOLDS, "epochs", EPOCHS);
        return new OperatorSpec("dfn", "dfn", 1, OperatorCatalog.load().canonical("dfn", given), given);
    }

    private TrainedSelector train(CuratedPairs pairs, double fraction) {
        return Iterators.getLast(service.stub().trainSelector(TrainSelectorRequest.newBuilder()
                .setTenant("a").setViews(pairs.kept().hex()).setSelector(OperatorMessages.message(dfn(fraction))).build())).getTrained();
    }

    /** Score and whether it was trained on, by id. */
    private Map<Digest, List<Object>> scored(CuratedPairs pairs, TrainedSelector trained, double fraction) {
        Map<Digest, List<Object>> scored = new TreeMap<>();
        for (Digest input : documents.keys(pairs.kept())) {
            String key = Iterators.getLast(service.stub().scoreShard(ScoreShardRequest.newBuilder()
                            .setTenant("a").setInput(input.hex()).setTrained(trained.getKey())
                            .setSelector(OperatorMessages.message(dfn(fraction))).build()))
                    .getUpdate().getResult().getKey();
            ShardView view = store.view(new Digest(key));
            view.counts().verified("dfn");
            FeatureTable features = store.features(view.layers().getLast()).orElseThrow();
            store.live(view, (row, sample) ->
                    scored.put(sample.id(), List.of(features.get("dfn.score", row), features.get("dfn.seed", row))));
        }
        return scored;
    }

    @Test
    void aNetworkOfTheBestPairsTellsSwappedOnesThatItHasNotSeenAndIsStoredAsModels() {
        CuratedPairs pairs = pairs(2);
        TrainedSelector trained = train(pairs, 1.0 / 3);
        Map<Digest, List<Object>> scored = scored(pairs, trained, 1.0 / 3);

        assertThat(scored).hasSize(PAIRS);
        assertThat(scored.values().stream().filter(of -> of.getLast().equals(1.0))).hasSize(PAIRS / 3);
        double[] scores = scored.values().stream().mapToDouble(of -> (Double) of.getFirst()).toArray();
        boolean[] good = new boolean[scores.length];
        int at = 0;
        for (Digest id : scored.keySet()) {
            good[at++] = !swapped.contains(id);
        }
        assertThat(RankingCurve.area(scores, good)).isGreaterThan(0.85);
        ModelRegistry registry = new ModelRegistry(store.contents());
        assertThat(registry.find("net_image")).isPresent();
        assertThat(registry.find("net_text")).isPresent();
    }

    @Test
    void itIsTrainedOnceAndDependsOnNoShards() {
        CuratedPairs two = pairs(2);
        TrainedSelector first = train(two, 1.0 / 3);
        assertThat(first.getReused()).isFalse();
        assertThat(first.getScoresMap().get(PairModels.PICTURES).getAsked()).isEqualTo(PAIRS / 3);
        Map<Digest, List<Object>> scored = scored(two, first, 1.0 / 3);
        int asked = service.models.asked;

        TrainedSelector again = train(two, 1.0 / 3);
        assertThat(again.getReused()).isTrue();
        assertThat(again.getKey()).isEqualTo(first.getKey());
        assertThat(service.models.asked).as("pictures are asked about once").isEqualTo(asked);
        CuratedPairs three = pairs(3);
        assertThat(scored(three, train(three, 1.0 / 3), 1.0 / 3)).isEqualTo(scored);
    }

    @Test
    void aTrainingThatWasKilledGoesOnWithTheNetworkThatWasUnderWay() {
        CuratedPairs pairs = pairs(2);
        SelectorTraining training = new SelectorTraining(store, new Operators(
                OperatorCatalog.load(), new CoreBeans.ModelServer(service.models, () -> {}), EvaluationSets.none()));
        List<Digest> views = documents.keys(pairs.kept());
        List<Long> told = new ArrayList<>();
        // Samples are told of as well: all when they are chosen, then those that are looked at.
        int killed = PAIRS + PAIRS / 3 + EPOCHS + EPOCHS / 2;
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> training.train("a", views, dfn(1.0 / 3), done -> {
            told.add(done);
            if (told.size() == killed) {
                throw new CancellationException("killed");
            }
        }));
        told.clear();
        training.train("a", views, dfn(1.0 / 3), told::add);

        assertThat(told).hasSize(PAIRS + PAIRS / 3 + FOLDS * EPOCHS);
        assertThat(train(pairs, 1.0 / 3).getReused()).isTrue();
    }

    @Test
    void aSeedSetThatIsTooSmallIsTold() {
        CuratedPairs pairs = pairs(1);
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, () -> train(pairs, 0.03));
        assertThat(RpcErrors.exception(error, "training").code()).isEqualTo(ErrorCode.EMPTY_INPUT);
        assertThat(error.getMessage()).contains("seed set of 'net' has 2 pairs", "at least 4 pages", "Raise 'seed_fraction'");
    }
}
