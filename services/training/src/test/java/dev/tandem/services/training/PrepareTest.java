package dev.tandem.services.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.Iterators;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.proto.training.v1.Pool;
import dev.tandem.proto.training.v1.PrepareRequest;
import dev.tandem.training.rounds.PoolPair;
import dev.tandem.training.rounds.PreparedPool;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrepareTest {
    private static final int LEAST_TEXT = 18;

    private final ShardStore store = new ShardStore(new MemoryObjectStore());
    private final RunningTraining service = new RunningTraining(store);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void thePoolHasWhatIsInAndWhatTheFilterDropped() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(12), 2, LEAST_TEXT);
        Pool pool = prepare(request(curated).build());
        assertThat(pool.getPairs()).isEqualTo(12);
        PreparedPool stored = stored(pool);
        assertThat(stored.pairs()).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(stored.pairs()).allSatisfy(pair -> assertThat(pair.kept()).isEqualTo(pair.text().length() >= LEAST_TEXT));
        assertThat(pool.getKept()).isEqualTo((int) stored.pairs().stream().filter(PoolPair::kept).count()).isBetween(1, 11);
        assertThat(stored.imageBase())
                .isEqualTo(new PreparedPool.Base(PairModels.PICTURES, Digest.of(PairModels.PICTURES), "EMBEDDING", 48));
        assertThat(stored.titles()[0]).hasSize(24).isNotEqualTo(new float[24]);
        assertThat(stored.words()[0]).isEqualTo(new float[24]);
    }

    @Test
    void withoutRejectsThePoolHasWhatIsInOnly() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(12), 2, LEAST_TEXT);
        Pool pool = prepare(request(curated).clearRejects().build());
        assertThat(pool.getPairs()).isEqualTo(pool.getKept()).isBetween(1, 11);
    }

    @Test
    void thePoolDoesNotDependOnShardsAndIsMadeOnce() {
        List<Sample> samples = PairModels.pairs(12);
        Pool two = prepare(request(CuratedPairs.of(store, samples, 2, LEAST_TEXT)).build());
        int asked = service.models.asked;
        Pool again = prepare(request(CuratedPairs.of(store, samples, 2, LEAST_TEXT)).build());
        assertThat(again.getReused()).isTrue();
        assertThat(again.getKey()).isEqualTo(two.getKey());
        assertThat(service.models.asked).isEqualTo(asked);
        Pool three = prepare(request(CuratedPairs.of(store, samples, 3, LEAST_TEXT)).build());
        assertThat(withoutPlaces(stored(three))).isEqualTo(withoutPlaces(stored(two)));
        assertThat(stored(three).images()).isDeepEqualTo(stored(two).images());
    }

    @Test
    void aFullPoolLeavesOutByChanceAndSaysHowMany() {
        List<Sample> samples = PairModels.pairs(12);
        Pool pool = prepare(request(CuratedPairs.of(store, samples, 2, LEAST_TEXT)).setMostPairs(5).build());
        assertThat(pool.getPairs()).isEqualTo(5);
        assertThat(pool.getLeftOut()).isEqualTo(7);
        assertThat(stored(pool).pairs()).extracting(PoolPair::id)
                .containsExactlyElementsOf(samples.stream().map(Sample::id).sorted().limit(5).toList());
    }

    @Test
    void whatIsNoPairIsSkippedAndNoPairAtAllIsAnError() {
        List<Sample> samples = new ArrayList<>(PairModels.pairs(3));
        samples.add(Sample.read("alone", Map.of(), List.of(new Part.Text("A text without a picture"))));
        Pool pool = prepare(request(CuratedPairs.of(store, samples, 1, 1)).build());
        assertThat(pool.getSkipped()).isEqualTo(1);
        CuratedPairs none = CuratedPairs.of(store, samples.subList(3, 4), 1, 1);
        StatusRuntimeException error =
                catchThrowableOfType(StatusRuntimeException.class, () -> prepare(request(none).build()));
        assertThat(RpcErrors.exception(error, "training").code()).isEqualTo(ErrorCode.EMPTY_INPUT);
    }

    private static List<PoolPair> withoutPlaces(PreparedPool pool) {
        return pool.pairs().stream()
                .map(pair -> new PoolPair(pair.id(), 0, 0, pair.kept(), pair.group(), pair.text(), pair.names(), pair.slices()))
                .toList();
    }

    static PrepareRequest.Builder request(CuratedPairs curated) {
        return PrepareRequest.newBuilder()
                .setTenant("t")
                .setViews(curated.kept().hex())
                .setRejects(curated.read().hex())
                .setImageModel(PairModels.PICTURES)
                .setTextModel(PairModels.WORDS)
                .setMostPairs(1_000);
    }

    private Pool prepare(PrepareRequest request) {
        return Iterators.getLast(service.stub().prepare(request)).getPool();
    }

    private PreparedPool stored(Pool pool) {
        PoolResult result = Json.read(
                store.contents().objects().get(ObjectKey.result(new Digest(pool.getKey()))), PoolResult.class);
        return PreparedPool.decode(store.contents().get(result.pool(), ObjectKey::blob));
    }
}
