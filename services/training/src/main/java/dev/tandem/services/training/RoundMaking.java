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
import dev.tandem.core.rounds.MadePairs;
import dev.tandem.core.rounds.PeopleSay;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.rounds.PreparedPool;
import dev.tandem.training.rounds.RoundScores;
import dev.tandem.training.rounds.RoundTrainer;
import dev.tandem.training.rounds.RoundWork;
import dev.tandem.training.tower.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes rounds, each once for the same pool, settings and round before. */
final class RoundMaking {
    /** Raised when a round finds something else in the same pool. */
    private static final int VERSION = 1;

    private static final String STEP = "rounds";
    /** Behind the name of the model in that of the second one. */
    private static final String PARTNER = "-b";

    private final ShardStore store;
    private final Documents documents;
    private final ModelRegistry registry;
    private final KeyedResults results;
    private final KeyedResults.Kind<RoundResult> rounds;
    private final PairMaking making;

    RoundMaking(ShardStore store, PairMaking making) {
        this.store = store;
        this.making = making;
        this.documents = new Documents(store.contents());
        this.registry = new ModelRegistry(store.contents());
        this.results = new KeyedResults(store.contents());
        this.rounds = new KeyedResults.Kind<>(RoundResult.class, this::isWhole);
    }

    /**
     * Which round.
     *
     * @param tenant whose rounds these are
     * @param other pool of the same pairs as other models see them
     * @param people digests of the documents that say what people think of pairs
     * @param previous keys of the round before and of round 0; none for round 0
     * @param settings as they are stored
     * @param plan of the recipe's stages
     * @param from the step that came into the pool, and the keys of its shards
     * @param rejects the step whose samples are all judged, and the keys of its shards
     */
    record Request(
            String tenant, int number, Digest pool, Optional<Digest> other, List<Digest> people, Optional<Previous> previous,
            Rounds settings, Digest plan, Step from, Step rejects) {}

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
                && result.partnerScores().stream()
                        .allMatch(scores -> store.contents().objects().info(ObjectKey.blob(scores)).isPresent())
                && result.made().stream().allMatch(made -> making.isThere(made.pairs()) && isStored(made.views()))
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
        List<Object> parts = new ArrayList<>(List.of(
                "rounds/round", VERSION, request.number(), request.pool(), request.previous(), request.settings().withoutStop(),
                request.plan(), request.from(), request.rejects()));
        request.other().ifPresent(parts::add);
        if (!request.people().isEmpty()) {
            parts.add(request.people());
        }
        return Digest.of(Json.bytes(parts));
    }

    private RoundResult train(Digest key, Request request, Progress progress) {
        List<MadePairs> made = made(request, progress);
        PreparedPool pool = with(pool(request.pool()), made, 0, request);
        Optional<PreparedPool> other = request.other().map(this::pool).map(seen -> with(seen, made, 1, request));
        Map<Digest, Boolean> labels = PeopleSay.together(request.people().stream()
                .map(document -> Json.read(store.contents().get(document, ObjectKey::document), PeopleSay.class))
                .toList());
        long[] epochs = {0};
        RoundTrainer.Trained trained;
        try (Lanes lanes = Lanes.ofCores()) {
            trained = new RoundTrainer(pool, other, request.settings(), labels, lanes, () -> progress.done(++epochs[0]))
                    .train(request.number(), request.previous().map(before ->
                            new RoundTrainer.Before(scores(round(before.round()), pool), scores(round(before.first()), pool))));
        }
        RoundWork.Round round = trained.round();
        Digest scores = put(round.scores());
        Map<String, Digest> towers = new TreeMap<>();
        store(request, request.settings().model(), round, kept(pool, round.scores()), towers);
        trained.partner().ifPresent(partner ->
                store(request, request.settings().model() + PARTNER, partner, kept(pool, partner.scores()), towers));
        OperatorSpec spec = spec(request, round, towers, made);
        Map<String, Digest> bases = bases(pool, other);
        made.forEach(pairs -> bases.putAll(pairs.models()));
        boolean judges = request.previous().isPresent();
        Optional<List<Digest>> views = judges
                ? Optional.of(views(key, request, spec, pool, made, new RoundVerdicts(request.settings(), pool, round, labels)))
                : Optional.empty();
        return new RoundResult(
                RoundResult.FORMAT,
                key,
                request.number(),
                request.pool(),
                request.previous().map(Previous::round),
                scores,
                towers,
                bases,
                judges ? Optional.of(plan(request, spec, made)) : Optional.empty(),
                views.map(documents::putKeys),
                spec,
                round.numbers().with(told(made, request.number())),
                trained.partner().map(partner -> put(partner.scores())),
                said(request, made, views));
    }

    /** What was made in earlier rounds and is made in this one, in order. */
    private List<MadePairs> made(Request request, Progress progress) {
        if (request.previous().isEmpty()) {
            return List.of();
        }
        RoundResult before = round(request.previous().get().round());
        List<MadePairs> made = new ArrayList<>(before.made().stream().map(one -> making.load(one.pairs())).toList());
        PreparedPool pool = with(pool(request.pool()), made, 0, request);
        List<Rounds.Source> sources = request.settings().worst().map(Rounds.Worst::from).orElse(List.of());
        for (Rounds.Source source : sources.stream().filter(Rounds.Source::isMade).toList()) {
            made.add(making.make(
                    new PairMaking.Request(
                            request.tenant(), request.number(), source, request.settings(), before.key(), scores(before.scores(), pool),
                            pool, request.from().views()),
                    progress));
        }
        return made;
    }

    /** With what was made, as the models see it whose pools stand at that place. */
    private PreparedPool with(PreparedPool pool, List<MadePairs> made, int place, Request request) {
        PreparedPool all = pool;
        for (int i = 0; i < made.size(); i++) {
            if (!made.get(i).pools().isEmpty()) {
                all = all.plus(pool(made.get(i).pools().get(place)), (i + 1) * request.from().views().size());
            }
        }
        return all;
    }

    private static SortedMap<String, RoundNumbers.Made> told(List<MadePairs> made, int round) {
        SortedMap<String, RoundNumbers.Made> told = new TreeMap<>();
        made.stream().filter(pairs -> pairs.round() == round).forEach(pairs -> told.put(
                pairs.operator().label(),
                new RoundNumbers.Made(pairs.parents(), pairs.items(), pairs.refused(), pairs.calls(), pairs.readTokens(),
                        pairs.writtenTokens())));
        return told;
    }

    private List<RoundResult.Made> said(Request request, List<MadePairs> made, Optional<List<Digest>> views) {
        int shards = request.from().views().size();
        List<RoundResult.Made> said = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            said.add(new RoundResult.Made(
                    made.get(i).key(), documents.putKeys(views.orElseThrow().subList((i + 1) * shards, (i + 2) * shards))));
        }
        return said;
    }

    private PreparedPool pool(Digest key) {
        PoolResult prepared = Json.read(store.contents().objects().get(ObjectKey.result(key)), PoolResult.class);
        return PreparedPool.decode(store.contents().get(prepared.pool(), ObjectKey::blob));
    }

    private Digest put(RoundScores scores) {
        return store.contents().put(scores.encode(), ObjectKey::blob);
    }

    private RoundResult round(Digest key) {
        return store.contents().objects().find(ObjectKey.result(key))
                .map(json -> Json.read(json, RoundResult.class))
                .orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no round with key " + key.abbreviated()
                        + ". Run the recipe's rounds again."));
    }

    private RoundTrainer.Scores scores(RoundResult result, PreparedPool pool) {
        return new RoundTrainer.Scores(
                scores(result.scores(), pool), result.partnerScores().map(partner -> scores(partner, pool)));
    }

    private RoundScores scores(Digest blob, PreparedPool pool) {
        return RoundScores.decode(store.contents().get(blob, ObjectKey::blob), pool.count());
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

    private void store(Request request, String model, RoundWork.Round round, Digest kept, Map<String, Digest> towers) {
        String source = "tandem codev: round " + request.number() + ", " + round.numbers().kept() + " pairs "
                + kept.abbreviated() + ", seed " + request.settings().seed();
        store(model, "image", round.ofImages(), round.towers().image(), source, towers);
        store(model, "text", round.ofTexts(), round.towers().text(), source, towers);
    }

    private void store(
            String model, String half, InputScaling scaling, Projection projection, String source, Map<String, Digest> towers) {
        SequencedMap<String, byte[]> files =
                ModelFolder.ofTower(model, half, scaling, projection, source).files();
        ModelRegistry.Stored stored = registry.store(
                files.get(ModelFolder.CONTRACT), Map.of(ModelFolder.WEIGHTS, files.get(ModelFolder.WEIGHTS)));
        towers.put(stored.name(), stored.version());
    }

    private static Map<String, Digest> bases(PreparedPool pool, Optional<PreparedPool> other) {
        Map<String, Digest> bases = new TreeMap<>();
        Stream.concat(Stream.of(pool), other.stream())
                .flatMap(seen -> Stream.of(seen.imageBase(), seen.textBase()))
                .forEach(base -> bases.put(base.model(), base.digest()));
        return bases;
    }

    /** What stands in plans and manifests in place of an operator. */
    private static OperatorSpec spec(Request request, RoundWork.Round round, Map<String, Digest> towers, List<MadePairs> made) {
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
        settings.other().ifPresent(other -> parameters.put(
                other.mode().text(), other.imageModel() + " and " + other.textModel()));
        settings.worst().ifPresent(worst -> parameters.put("worst", worst.slices() + " kinds, " + worst.budget() + " pairs from "
                + worst.from().stream().map(Rounds.Source::text).toList() + (worst.reserve().isEmpty() ? "" : " " + worst.reserve())));
        List<RoundNumbers.Added> added = round.numbers().added();
        for (int i = 0; i < added.size(); i++) {
            parameters.put("slice " + (i + 1), added.get(i).slice());
        }
        made.forEach(pairs -> parameters.put("made by " + pairs.operator().label() + " in round " + pairs.round(), pairs.items()
                + " pairs; refused: " + pairs.refused() + "; " + pairs.operator().parameters()));
        towers.forEach((name, version) -> parameters.put("tower " + name, version.hex()));
        return new OperatorSpec(STEP, STEP, VERSION, parameters, Map.of());
    }

    /** The recipe's plan, with the round as a step of its own behind the one whose samples it judges, and behind each that made some. */
    private Digest plan(Request request, OperatorSpec spec, List<MadePairs> made) {
        Plan plan = documents.plan(request.plan());
        List<PlannedStep> steps = new ArrayList<>(plan.steps());
        for (MadePairs pairs : made) {
            steps.add(new PlannedStep(
                    steps.size(), STEP, StepKind.CREATE, List.of(pairs.operator()), OptionalInt.of(request.from().index()),
                    Optional.empty()));
            steps.add(new PlannedStep(
                    steps.size(), STEP, StepKind.SELECT_FROM_ALL, List.of(spec), OptionalInt.of(steps.size() - 1), Optional.empty()));
        }
        steps.add(new PlannedStep(
                steps.size(), STEP, StepKind.SELECT_FROM_ALL, List.of(spec), OptionalInt.of(request.rejects().index()),
                request.settings().publish()));
        return documents.putPlan(new Plan(plan.recipe(), steps, plan.formats(), plan.limits()));
    }

    /** Of the shards that were judged, then of those that were made. */
    private List<Digest> views(
            Digest key, Request request, OperatorSpec spec, PreparedPool pool, List<MadePairs> made, RoundVerdicts verdicts) {
        List<Digest> from = new ArrayList<>(request.from().views());
        List<Digest> before = new ArrayList<>(request.rejects().views());
        made.forEach(pairs -> {
            from.addAll(documents.keys(pairs.views()));
            before.addAll(documents.keys(pairs.views()));
        });
        List<Map<Integer, Integer>> pairs = new ArrayList<>();
        from.forEach(view -> pairs.add(new TreeMap<>()));
        IntStream.range(0, pool.count())
                .forEach(i -> pairs.get(pool.pairs().get(i).shard()).put(pool.pairs().get(i).row(), i));
        RoundStep step = new RoundStep(store);
        List<Digest> views = new ArrayList<>();
        for (int shard = 0; shard < pairs.size(); shard++) {
            Map<Integer, Integer> rows = pairs.get(shard);
            views.add(step.write(
                            key,
                            store.view(from.get(shard)),
                            store.view(before.get(shard)),
                            spec,
                            verdicts.values(),
                            row -> Optional.ofNullable(rows.get(row)).map(verdicts::of))
                    .key());
        }
        return views;
    }
}
