package dev.tandem.services.training;

import dev.tandem.core.engine.KeyedResults;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.RoundStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.operators.model.PairVectors;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.rounds.PreparedPool;
import dev.tandem.training.rounds.RoundScores;
import dev.tandem.training.rounds.RoundWork;
import dev.tandem.training.tower.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes rounds, each once for the same pool, settings and round before. */
final class RoundMaking {
    /** Raised when a round finds something else in the same pool. */
    private static final int VERSION = 1;

    private static final String STEP = "rounds";

    private final ShardStore store;
    private final Documents documents;
    private final ModelRegistry registry;
    private final KeyedResults results;
    private final KeyedResults.Kind<RoundResult> rounds;

    RoundMaking(ShardStore store) {
        this.store = store;
        this.documents = new Documents(store.contents());
        this.registry = new ModelRegistry(store.contents());
        this.results = new KeyedResults(store.contents());
        this.rounds = new KeyedResults.Kind<>(RoundResult.class, this::isWhole);
    }

    /**
     * Which round.
     *
     * @param previous keys of the round before and of round 0; none for round 0
     * @param settings as they are stored
     * @param plan of the recipe's stages
     * @param from the step that came into the pool, and the keys of its shards
     * @param rejects the step whose samples are all judged, and the keys of its shards
     */
    record Request(int number, Digest pool, Optional<Previous> previous, Rounds settings, Digest plan, Step from, Step rejects) {}

    record Previous(Digest round, Digest first) {}

    record Step(int index, List<Digest> views) {}

    /** A round, and whether it was there before. */
    record Made(RoundResult result, boolean reused) {}

    Made make(Request request, Progress progress) {
        Digest key = key(request);
        return results.find(key, rounds).map(found -> new Made(found, true)).orElseGet(() -> {
            RoundResult made = train(key, request, progress);
            results.publish(key, made, rounds);
            return new Made(made, false);
        });
    }

    /** Lets the names of the towers point to those of a round. */
    RoundResult adopt(Digest round) {
        RoundResult result = round(round);
        result.towers().forEach(registry::point);
        return result;
    }

    private boolean isWhole(RoundResult result) {
        return store.contents().objects().info(ObjectKey.blob(result.scores())).isPresent()
                && result.towers().entrySet().stream().allMatch(tower -> registry.has(tower.getKey(), tower.getValue()))
                && result.plan().stream().allMatch(this::isStored)
                && result.views().stream().allMatch(views -> isStored(views)
                        && documents.keys(views).stream().allMatch(view -> store.reuse(view).isPresent()));
    }

    private boolean isStored(Digest document) {
        return store.contents().objects().info(ObjectKey.document(document)).isPresent();
    }

    /** When it stops and what its data set is called changes nothing of a round, but the latter stands in its plan. */
    private static Digest key(Request request) {
        return Digest.of(Json.bytes(List.of(
                "rounds/round", VERSION, request.number(), request.pool(), request.previous(), request.settings().withoutStop(),
                request.plan(), request.from(), request.rejects())));
    }

    private RoundResult train(Digest key, Request request, Progress progress) {
        PoolResult prepared = Json.read(store.contents().objects().get(ObjectKey.result(request.pool())), PoolResult.class);
        PreparedPool pool = PreparedPool.decode(store.contents().get(prepared.pool(), ObjectKey::blob));
        long[] epochs = {0};
        RoundWork.Round round;
        try (Lanes lanes = Lanes.ofCores()) {
            RoundWork work = new RoundWork(pool, request.settings(), lanes, () -> progress.done(++epochs[0]));
            round = request.previous()
                    .map(before -> work.round(
                            request.number(), scores(round(before.round()), pool), scores(round(before.first()), pool)))
                    .orElseGet(work::first);
        }
        Digest scores = store.contents().put(round.scores().encode(), ObjectKey::blob);
        Map<String, Digest> towers = store(request, round, kept(pool, round.scores()));
        OperatorSpec spec = spec(request, towers);
        boolean judges = request.previous().isPresent();
        return new RoundResult(
                RoundResult.FORMAT,
                key,
                request.number(),
                request.pool(),
                request.previous().map(Previous::round),
                scores,
                towers,
                bases(pool),
                judges ? Optional.of(plan(request, spec)) : Optional.empty(),
                judges ? Optional.of(views(key, request, spec, pool, round.scores())) : Optional.empty(),
                spec,
                round.numbers());
    }

    private RoundResult round(Digest key) {
        return store.contents().objects().find(ObjectKey.result(key))
                .map(json -> Json.read(json, RoundResult.class))
                .orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no round with key " + key.abbreviated()
                        + ". Run the recipe's rounds again."));
    }

    private RoundScores scores(RoundResult result, PreparedPool pool) {
        return RoundScores.decode(store.contents().get(result.scores(), ObjectKey::blob), pool.count());
    }

    /** Names what towers were trained on, however it was cut into shards. */
    private static Digest kept(PreparedPool pool, RoundScores scores) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < pool.count(); i++) {
            if (scores.isKept(i)) {
                ids.append(pool.pairs().get(i).id()).append('\n');
            }
        }
        return Digest.of(ids.toString());
    }

    private Map<String, Digest> store(Request request, RoundWork.Round round, Digest kept) {
        String source = "tandem codev: round " + request.number() + ", " + round.numbers().kept() + " pairs "
                + kept.abbreviated() + ", seed " + request.settings().seed();
        Map<String, Digest> towers = new TreeMap<>();
        store(request, "image", round.ofImages(), round.towers().image(), source, towers);
        store(request, "text", round.ofTexts(), round.towers().text(), source, towers);
        return towers;
    }

    private void store(
            Request request, String half, InputScaling scaling, Projection projection, String source, Map<String, Digest> towers) {
        SequencedMap<String, byte[]> files =
                ModelFolder.ofTower(request.settings().model(), half, scaling, projection, source).files();
        ModelRegistry.Stored stored = registry.store(
                files.get(ModelFolder.CONTRACT), Map.of(ModelFolder.WEIGHTS, files.get(ModelFolder.WEIGHTS)));
        towers.put(stored.name(), stored.version());
    }

    private static Map<String, Digest> bases(PreparedPool pool) {
        Map<String, Digest> bases = new TreeMap<>();
        for (PreparedPool.Base base : List.of(pool.imageBase(), pool.textBase())) {
            bases.put(base.model(), base.digest());
        }
        return bases;
    }

    /** What stands in plans and manifests in place of an operator. */
    private static OperatorSpec spec(Request request, Map<String, Digest> towers) {
        Rounds settings = request.settings();
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("round", Integer.toString(request.number()));
        parameters.put("from", settings.from());
        settings.rejects().ifPresent(stage -> parameters.put("rejects", stage));
        parameters.put("image_model", settings.imageModel());
        parameters.put("text_model", settings.textModel());
        parameters.put("held_out", Integer.toString(settings.heldOut()));
        parameters.put("folds", Integer.toString(settings.folds()));
        parameters.put("swaps", Integer.toString(settings.swaps()));
        parameters.put("wanted_noise", Double.toString(settings.wantedNoise()));
        parameters.put("most_copies", Integer.toString(settings.mostCopies()));
        parameters.put("epochs", Integer.toString(settings.epochs()));
        parameters.put("seed", Long.toString(settings.seed()));
        parameters.put("most_pairs", Integer.toString(settings.mostPairs()));
        towers.forEach((name, version) -> parameters.put("tower " + name, version.hex()));
        return new OperatorSpec(STEP, STEP, VERSION, parameters, Map.of());
    }

    /** The recipe's plan, with the round as a step of its own behind the one whose samples it judges. */
    private Digest plan(Request request, OperatorSpec spec) {
        Plan plan = documents.plan(request.plan());
        List<PlannedStep> steps = new ArrayList<>(plan.steps());
        steps.add(new PlannedStep(
                steps.size(), STEP, StepKind.SELECT_FROM_ALL, List.of(spec), OptionalInt.of(request.rejects().index()),
                request.settings().publish()));
        return documents.putPlan(new Plan(plan.recipe(), steps, plan.formats(), plan.limits()));
    }

    private Digest views(Digest key, Request request, OperatorSpec spec, PreparedPool pool, RoundScores scores) {
        List<Map<Integer, Integer>> pairs = new ArrayList<>();
        request.from().views().forEach(view -> pairs.add(new TreeMap<>()));
        IntStream.range(0, pool.count())
                .forEach(i -> pairs.get(pool.pairs().get(i).shard()).put(pool.pairs().get(i).row(), i));
        RoundStep step = new RoundStep(store);
        List<Digest> views = new ArrayList<>();
        for (int shard = 0; shard < pairs.size(); shard++) {
            Map<Integer, Integer> rows = pairs.get(shard);
            views.add(step.write(
                            key,
                            store.view(request.from().views().get(shard)),
                            store.view(request.rejects().views().get(shard)),
                            spec,
                            List.of(RoundVerdicts.SCORE, RoundVerdicts.TOWERS),
                            row -> rows.containsKey(row) ? RoundVerdicts.of(scores, rows.get(row)) : Optional.empty())
                    .key());
        }
        return documents.putKeys(views);
    }
}
