package dev.tandem.services.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.Iterators;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Limits;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.MadePairs;
import dev.tandem.core.rounds.PeopleSay;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.run.Documents;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.proto.training.v1.AdoptRoundRequest;
import dev.tandem.proto.training.v1.TrainRoundRequest;
import dev.tandem.proto.training.v1.TrainedRound;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final int PAIRS = 96;
    private static final Rounds SETTINGS = new Rounds("filtered", Optional.of("read"), PairModels.PICTURES, PairModels.WORDS, "mine",
            Optional.of("pairs"), 3, 2, 2, 0.2, 10, 6, 1, 1_000, Rounds.Stop.DEFAULT);

    private final ShardStore store = new ShardStore(new MemoryObjectStore());
    private final RunningTraining service = new RunningTraining(store);
    private final Documents documents = new Documents(store.contents());

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aRoundLeavesShardsAsAnyStepDoesAndNamesPointToItOnlyOnceItIsAdopted() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 2, 18);
        RoundResult first = round(request(curated, pool(curated), 0));
        RoundResult round = round(after(request(curated, pool(curated), 1), first, first));
        assertThat(first.views()).isEmpty();
        List<ShardView> views = documents.keys(round.views().orElseThrow()).stream().map(store::view).toList();
        assertThat(views).hasSize(2).allSatisfy(view -> {
            view.counts().verified("round");
            assertThat(view.counts().in()).isEqualTo(PAIRS / 2);
        });
        assertThat(views.stream().mapToLong(view -> view.counts().kept()).sum()).isEqualTo(round.numbers().kept());
        assertThat(views.getFirst().reasons().keySet())
                .contains("rounds: held out to evaluate with")
                .allMatch(reason -> reason.startsWith("rounds: "));
        assertThat(store.features(views.getFirst().layers().getLast()).orElseThrow().columnNames())
                .containsExactly("rounds.score", "rounds.towers");
        Plan plan = documents.plan(round.plan().orElseThrow());
        assertThat(plan.steps()).hasSize(3);
        assertThat(plan.steps().getLast().input()).isEqualTo(OptionalInt.of(0));
        assertThat(plan.steps().getLast().publish()).contains("pairs");

        ModelRegistry registry = new ModelRegistry(store.contents());
        assertThat(round.towers().keySet()).containsExactly("mine_image", "mine_text");
        round.towers().forEach((name, version) -> {
            assertThat(registry.has(name, version)).isTrue();
            assertThat(registry.find(name)).isEmpty();
        });
        service.stub().adoptRound(AdoptRoundRequest.newBuilder().setRound(round.key().hex()).build());
        round.towers().forEach((name, version) -> assertThat(registry.find(name).orElseThrow().version()).isEqualTo(version));
        service.stub().adoptRound(AdoptRoundRequest.newBuilder().setRound(first.key().hex()).build());
        first.towers().forEach((name, version) -> assertThat(registry.find(name).orElseThrow().version()).isEqualTo(version));
    }

    @Test
    void aRoundIsMadeOnceAndDoesNotDependOnShards() {
        List<Sample> samples = PairModels.pairs(PAIRS);
        CuratedPairs two = CuratedPairs.of(store, samples, 2, 18);
        RoundResult first = round(request(two, pool(two), 0));
        TrainRoundRequest request = after(request(two, pool(two), 1), first, first).build();
        assertThat(trained(request).getReused()).isFalse();
        assertThat(trained(request).getReused()).isTrue();
        assertThat(trained(request.toBuilder().setSettings(settings(SETTINGS.atMost(9))).build()).getReused()).isTrue();
        RoundResult ofTwo = result(trained(request));
        CuratedPairs three = CuratedPairs.of(store, samples, 3, 18);
        RoundResult firstOfThree = round(request(three, pool(three), 0));
        RoundResult ofThree = round(after(request(three, pool(three), 1), firstOfThree, firstOfThree));
        assertThat(ofThree.scores()).isEqualTo(ofTwo.scores());
        assertThat(ofThree.towers()).isEqualTo(ofTwo.towers());
        assertThat(ofThree.numbers()).isEqualTo(ofTwo.numbers());
        assertThat(ofThree.key()).isNotEqualTo(ofTwo.key());
    }

    @Test
    void aReserveWaitsUntilItsKindOfPairsIsNeededAndWhatCameInIsTold() {
        List<Sample> samples = new ArrayList<>(PairModels.pairs(PAIRS));
        for (int topic = PAIRS; topic < PAIRS + 40; topic++) {
            Sample more = PairModels.pair(topic, topic, "");
            samples.add(Sample.of("more.zip!/page-" + topic, more.parents(), Map.of(SampleMetadata.INPUT, "more.zip"), more.parts()));
        }
        Rounds settings = with(Optional.of(new Rounds.Worst(1, 8, List.of(Rounds.Source.RESERVE), List.of("more.zip"))), Optional.empty());
        CuratedPairs curated = CuratedPairs.of(store, samples, 2, 18);
        String pool = pool(curated);
        RoundResult first = round(request(curated, pool, 0).setSettings(settings(settings)));
        RoundResult round = round(after(request(curated, pool, 1).setSettings(settings(settings)), first, first));
        RoundNumbers.Added added = round.numbers().added().getFirst();
        assertThat(added.reserve()).isEqualTo(8);
        assertThat(round.operator().parameters()).containsEntry("slice 1", added.slice())
                .containsEntry("worst", "1 kinds, 8 pairs from [reserve] [more.zip]");
        List<ShardView> views = documents.keys(round.views().orElseThrow()).stream().map(store::view).toList();
        assertThat(views.stream().mapToLong(view -> view.reasons().get("rounds: waits in the reserve")).sum()).isEqualTo(32);
        assertThat(views.stream().mapToLong(view -> view.counts().kept()).sum()).isEqualTo(round.numbers().kept());
        FeatureTable features = store.features(views.getFirst().layers().getLast()).orElseThrow();
        assertThat(features.columnNames()).containsExactly("rounds.score", "rounds.towers", "rounds.waiting_score", "rounds.for_slice");
    }

    @Test
    void aSecondModelIsStoredBesideTheFirstAndBothGoOnFromTheirScores() {
        Rounds settings = with(Optional.empty(), Optional.of(
                new Rounds.Other(Rounds.Mode.COOPERATIVE, PairModels.PICTURES, PairModels.WORDS)));
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 2, 18);
        String pool = pool(curated);
        RoundResult first = round(request(curated, pool, 0).setOtherPool(pool).setSettings(settings(settings)));
        RoundResult round = round(after(request(curated, pool, 1).setOtherPool(pool).setSettings(settings(settings)), first, first));
        assertThat(round.towers().keySet()).containsExactly("mine-b_image", "mine-b_text", "mine_image", "mine_text");
        assertThat(round.partnerScores()).isPresent().isNotEqualTo(Optional.of(round.scores()));
        assertThat(round.numbers().partner().orElseThrow().kappa()).isPresent();
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class, () -> round(request(curated, pool, 0).setSettings(settings(settings))));
        assertThat(RpcErrors.exception(error, "training").getMessage()).contains("needs the pool of the other models");
    }

    @Test
    void whatPeopleSayIsPartOfWhatMakesARoundAndStandsBesideThePairs() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 2, 18);
        RoundResult first = round(request(curated, pool(curated), 0));
        TrainRoundRequest.Builder request = after(request(curated, pool(curated), 1), first, first);
        RoundResult without = round(request);
        ShardView view = store.view(documents.keys(without.views().orElseThrow()).getFirst());
        int row = store.selection(view.layers().getLast()).kept().first();
        List<Digest> ids = new ArrayList<>();
        store.rows(view.shard(), ShardStore.Columns.IDENTITY, (at, read) -> ids.add(read.sample().id()));
        Digest said = store.contents().put(
                Json.bytes(new PeopleSay(new TreeMap<>(Map.of(ids.get(row).hex(), false)))), ObjectKey::document);
        RoundResult with = round(request.addPeople(said.hex()));
        assertThat(with.key()).isNotEqualTo(without.key());
        assertThat(with.numbers().people()).contains(new RoundNumbers.Labelled(0, 1, 1));
        ShardView changed = store.view(documents.keys(with.views().orElseThrow()).getFirst());
        assertThat(store.selection(changed.layers().getLast()).reasonOf(row).orElseThrow().reason()).isEqualTo("people find it bad");
        assertThat(store.features(changed.layers().getLast()).orElseThrow().columnNames()).contains("rounds.people");
    }

    private static Rounds making(Rounds.Source source, List<OperatorUse> augment, Optional<OperatorUse> creator) {
        return with(
                Optional.of(new Rounds.Worst(1, 8, List.of(source), List.of(), Optional.of(new Rounds.Made(augment, creator)))),
                Optional.empty());
    }

    private List<Sample> made(MadePairs pairs) {
        List<Sample> made = new ArrayList<>();
        documents.keys(pairs.views()).forEach(view -> store.live(store.view(view), (row, sample) -> made.add(sample)));
        return made;
    }

    private MadePairs load(RoundResult.Made made) {
        return Json.read(store.contents().objects().get(ObjectKey.result(made.pairs())), MadePairs.class);
    }

    @Test
    void pairsAreMadeByChanceOfThoseThatAreInAndGoOnAsAllOthersDo() {
        String settings = settings(making(
                Rounds.Source.AUGMENT,
                List.of(new OperatorUse("image_augment", Map.of("flip", 0, "min_crop", 1)), new OperatorUse("text_noise", Map.of())),
                Optional.empty()));
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 2, 18);
        String pool = pool(curated);
        RoundResult first = round(request(curated, pool, 0).setSettings(settings));
        TrainRoundRequest.Builder request = after(request(curated, pool, 1).setSettings(settings), first, first);
        RoundResult round = round(request);

        RoundNumbers.Made told = round.numbers().made().get("augment");
        assertThat(told.parents()).isEqualTo(16);
        assertThat(told.items() + told.refused().values().stream().mapToLong(count -> count).sum()).isEqualTo(16);
        assertThat(round.numbers().added().getFirst().made()).isPositive().isLessThanOrEqualTo(8);
        List<Sample> made = made(load(round.made().getFirst()));
        assertThat(made).hasSize((int) told.items()).allSatisfy(item -> {
            assertThat(item.metadata()).containsEntry(SampleMetadata.ROUND, "1")
                    .containsEntry(SampleMetadata.ACTOR, "operator:image_augment,text_noise")
                    .containsEntry(SampleMetadata.VERIFIED, item.contentDigest().hex());
            assertThat(item.metadata().get(SampleMetadata.SEED)).matches("100[1-4]");
            assertThat(item.parents()).hasSize(2);
        });
        Set<Digest> kept = kept(round);
        assertThat(made).filteredOn(item -> item.metadata().containsKey(ItemMaker.CONTROL)).isNotEmpty()
                .extracting(Sample::id).doesNotContainAnyElementsOf(kept);
        assertThat(made).extracting(item -> item.parents().getLast()).doesNotContainAnyElementsOf(heldOut(round));
        assertThat(kept).hasSize(round.numbers().kept());
        Plan plan = documents.plan(round.plan().orElseThrow());
        assertThat(plan.steps()).extracting(PlannedStep::kind).endsWith(
                StepKind.CREATE, StepKind.SELECT_FROM_ALL, StepKind.SELECT_FROM_ALL);
        assertThat(documents.keys(round.made().getFirst().views())).hasSize(2);

        // Killed before its result was there: nothing is made again, and it comes to the same.
        int asked = service.models.asked;
        store.contents().objects().delete(ObjectKey.result(round.key()));
        assertThat(round(request)).isEqualTo(round);
        assertThat(service.models.asked).isEqualTo(asked);
        CuratedPairs three = CuratedPairs.of(store, PairModels.pairs(PAIRS), 3, 18);
        RoundResult firstOfThree = round(request(three, pool(three), 0).setSettings(settings));
        RoundResult ofThree = round(after(request(three, pool(three), 1).setSettings(settings), firstOfThree, firstOfThree));
        assertThat(ofThree.scores()).isEqualTo(round.scores());
        assertThat(ofThree.numbers()).isEqualTo(round.numbers());

        RoundResult second = round(after(request(curated, pool, 2).setSettings(settings), round, first));
        assertThat(second.made()).hasSize(2).extracting(RoundResult.Made::pairs).startsWith(round.made().getFirst().pairs());
        assertThat(kept(second)).hasSize(second.numbers().kept());
    }

    /** Samples that a round lets through, of all its shards. */
    private Set<Digest> kept(RoundResult round) {
        Set<Digest> kept = new HashSet<>();
        documents.keys(round.views().orElseThrow()).forEach(view ->
                store.live(store.view(view), (row, sample) -> kept.add(sample.id())));
        return kept;
    }

    private Set<Digest> heldOut(RoundResult round) {
        Set<Digest> heldOut = new HashSet<>();
        for (Digest key : documents.keys(round.views().orElseThrow())) {
            ShardView view = store.view(key);
            Selection selection = store.selection(view.layers().getLast());
            store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
                if (selection.reasonOf(row).filter(reason -> reason.reason().equals("held out to evaluate with")).isPresent()) {
                    heldOut.add(read.sample().id());
                }
            });
        }
        assertThat(heldOut).isNotEmpty();
        return heldOut;
    }

    @Test
    void aModelWritesForWhatIsWorstWithinItsBudget() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 2, 18);
        String pool = pool(curated);
        String small = settings(writing("calls=3"));
        RoundResult firstOfSmall = round(request(curated, pool, 0).setSettings(small));
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, () ->
                round(after(request(curated, pool, 1).setSettings(small), firstOfSmall, firstOfSmall)));
        assertThat(RpcErrors.exception(error, "training").code()).isEqualTo(ErrorCode.BUDGET_REACHED);
        assertThat(service.models.prompts).hasSize(3);

        // Of what was paid for nothing is asked again.
        String settings = settings(writing("calls=100"));
        RoundResult first = round(request(curated, pool, 0).setSettings(settings));
        TrainRoundRequest.Builder request = after(request(curated, pool, 1).setSettings(settings), first, first);
        RoundResult round = round(request);
        RoundNumbers.Made told = round.numbers().made().get("creator");
        long refused = told.refused().getOrDefault("ANSWER_REFUSED", 0L);
        assertThat(told.parents()).isEqualTo(8);
        assertThat(told.items()).isPositive().isEqualTo(8 - refused);
        assertThat(told.calls()).isEqualTo(told.items());
        assertThat(told.writtenTokens()).isEqualTo(10 * told.items());
        assertThat(service.models.prompts).hasSize((int) (told.items() + 2 * refused));
        assertThat(round.bases()).containsKey(PairModels.WRITER);
        assertThat(made(load(round.made().getFirst()))).allSatisfy(item -> {
            assertThat(item.text()).contains("Here one sees topic");
            assertThat(item.metadata()).containsEntry(SampleMetadata.ACTOR, "model:writer")
                    .containsEntry(SampleMetadata.PROMPT, "recaption@1")
                    .containsKeys(SampleMetadata.MODEL_DIGEST, SampleMetadata.SEED, SampleMetadata.COST);
        });
        // Killed: what was paid for costs nothing, and everything is as it was.
        int paid = service.models.prompts.size();
        store.contents().objects().delete(ObjectKey.result(round.key()));
        store.contents().objects().delete(ObjectKey.result(round.made().getFirst().pairs()));
        assertThat(round(request)).isEqualTo(round);
        assertThat(service.models.prompts).hasSize(paid);
    }

    private static Rounds writing(String budget) {
        return making(Rounds.Source.CREATOR, List.of(), Optional.of(new OperatorUse(
                "recaption", Map.of("model", PairModels.WRITER, "attempts", 2, "budget", List.of(budget)))));
    }

    private static Rounds with(Optional<Rounds.Worst> worst, Optional<Rounds.Other> other) {
        return new Rounds(SETTINGS.from(), SETTINGS.rejects(), PairModels.PICTURES, PairModels.WORDS, "mine", SETTINGS.publish(), 3, 2, 2,
                0.2, 10, 6, 1, 1_000, Rounds.Stop.DEFAULT, worst, other, Optional.empty());
    }

    @Test
    void aRoundAfterOneThatThereIsNotIsAnError() {
        CuratedPairs curated = CuratedPairs.of(store, PairModels.pairs(PAIRS), 1, 18);
        TrainRoundRequest request = request(curated, pool(curated), 1)
                .setPrevious(Digest.of("none").hex()).setFirst(Digest.of("none").hex()).build();
        StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, () -> trained(request));
        assertThat(RpcErrors.exception(error, "training").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private String pool(CuratedPairs curated) {
        return Iterators.getLast(service.stub().prepare(PrepareTest.request(curated).build())).getPool().getKey();
    }

    private TrainRoundRequest.Builder request(CuratedPairs curated, String pool, int number) {
        PlannedStep read = new PlannedStep(0, "read", StepKind.READ, List.of(spec("given")), OptionalInt.empty(), Optional.empty());
        PlannedStep filter = new PlannedStep(
                1, "filtered", StepKind.PASS, List.of(spec("text_length")), OptionalInt.of(0), Optional.empty());
        return TrainRoundRequest.newBuilder()
                .setNumber(number)
                .setPool(pool)
                .setSettings(settings(SETTINGS))
                .setPlan(documents.putPlan(new Plan("r", List.of(read, filter), List.of(), Limits.DEFAULT)).hex())
                .setStep(1)
                .setViews(curated.kept().hex())
                .setRejectsStep(0)
                .setRejects(curated.read().hex());
    }

    private String settings(Rounds rounds) {
        return store.contents().put(Json.bytes(rounds), ObjectKey::document).hex();
    }

    private static OperatorSpec spec(String name) {
        return new OperatorSpec(name, name, 1, Map.of(), Map.of());
    }

    private static TrainRoundRequest.Builder after(TrainRoundRequest.Builder request, RoundResult previous, RoundResult first) {
        return request.setPrevious(previous.key().hex()).setFirst(first.key().hex());
    }

    private RoundResult round(TrainRoundRequest.Builder request) {
        return result(trained(request.build()));
    }

    private TrainedRound trained(TrainRoundRequest request) {
        return Iterators.getLast(service.stub().trainRound(request)).getRound();
    }

    private RoundResult result(TrainedRound trained) {
        return Json.read(store.contents().objects().get(ObjectKey.result(new Digest(trained.getKey()))), RoundResult.class);
    }
}
