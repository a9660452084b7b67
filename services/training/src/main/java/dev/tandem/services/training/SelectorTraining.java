package dev.tandem.services.training;

import dev.tandem.core.engine.KeyedResults;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.TrainStep;
import dev.tandem.core.engine.TrainedResult;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.TrainedSelector.Training;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.operators.model.DfnSelector;
import dev.tandem.operators.model.PairVectors;
import dev.tandem.services.common.Operators;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.curation.Folds;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.probe.ScaledTowers;
import dev.tandem.training.probe.SeedNetworks;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTowerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** Trains the network of a selector on the samples that it chooses, once for the same samples, parameters and base models. */
final class SelectorTraining {
    /** What all chosen pairs may take in memory. */
    private static final long MOST_BYTES = 256L << 20;
    private static final String INPUT = "FEATURES";

    private final ShardStore store;
    private final Operators operators;
    private final ModelRegistry registry;
    private final KeyedResults results;
    private final KeyedResults.Kind<TrainedResult> trained;
    private final KeyedResults.Kind<Network> networks;

    /** A network that is finished while others of the same training are not. */
    record Network(int format, Digest network) {}

    SelectorTraining(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
        this.registry = new ModelRegistry(store.contents());
        this.results = new KeyedResults(store.contents());
        this.trained = new KeyedResults.Kind<>(TrainedResult.class, this::isWhole);
        this.networks = new KeyedResults.Kind<>(Network.class, network -> isThere(network.network()));
    }

    /** What was trained, whether it was there before, and how often base models were needed for it. */
    record Made(TrainedResult result, boolean reused, Map<String, ScoreCount> scores) {}

    Made train(String tenant, List<Digest> views, OperatorSpec spec, Progress progress) {
        DfnSelector selector = operators.create(spec, DfnSelector.class);
        Map<String, Digest> bases = operators.models(List.of(selector));
        Digest key = TrainStep.trainKey(views, spec, bases);
        Optional<TrainedResult> found = results.find(key, trained);
        if (found.isPresent()) {
            return new Made(found.get(), true, Map.of());
        }
        Gathered seeds = gather(tenant, views, spec, selector, progress);
        TrainedResult made = train(key, selector.training(), bases, seeds, progress);
        results.publish(key, made, trained);
        return new Made(made, false, seeds.scores);
    }

    private boolean isThere(Digest blob) {
        return store.contents().objects().info(ObjectKey.blob(blob)).isPresent();
    }

    private boolean isWhole(TrainedResult result) {
        return isThere(result.network())
                && result.towers().entrySet().stream().allMatch(tower -> registry.has(tower.getKey(), tower.getValue()));
    }

    SeedNetworks networks(Digest key) {
        TrainedResult result = store.contents().objects().find(ObjectKey.result(key))
                .map(json -> Json.read(json, TrainedResult.class))
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "There is no training with key " + key.abbreviated() + ". Run the recipe again."));
        return SeedNetworks.decode(store.contents().get(result.network(), ObjectKey::blob));
    }

    /** Chosen pairs, by their ids, and what base models say of them. */
    private static final class Gathered {
        private final TreeMap<Digest, Pair> pairs = new TreeMap<>();
        private final Map<String, ScoreCount> scores = new TreeMap<>();
        private final int chosen;
        private InputScaling.Block image;
        private InputScaling.Block text;

        private record Pair(String group, float[] image, float[] text) {}

        Gathered(int chosen) {
            this.chosen = chosen;
        }

        void add(PairVectors vectors) {
            image = new InputScaling.Block(
                    INPUT, vectors.images().width(), vectors.images().model(), vectors.images().output(), true);
            text = new InputScaling.Block(
                    INPUT, vectors.texts().width(), vectors.texts().model(), vectors.texts().output(), false);
            float[][] images = vectors.images().vectors();
            float[][] texts = vectors.texts().vectors();
            for (int i = 0; i < images.length; i++) {
                PairVectors.Described pair = vectors.pairs().get(i);
                pairs.put(pair.sample().id(), new Pair(PairVectors.group(pair.sample()), images[i], texts[i]));
            }
            long bytes = (long) pairs.size() * Float.BYTES * (image.width() + text.width());
            if (bytes > MOST_BYTES) {
                throw new TandemException(ErrorCode.MEMORY_LIMIT, "The seed set would take more than " + (MOST_BYTES >> 20)
                        + " MiB. Lower 'most_pairs' to " + MOST_BYTES / Float.BYTES / (image.width() + text.width()) + " or less.");
            }
        }

        TrainingPairs all() {
            return new TrainingPairs(
                    pairs.values().stream().map(Pair::image).toArray(float[][]::new),
                    pairs.values().stream().map(Pair::text).toArray(float[][]::new));
        }

        String[] groups() {
            return pairs.values().stream().map(Pair::group).toArray(String[]::new);
        }
    }

    private Gathered gather(String tenant, List<Digest> keys, OperatorSpec spec, DfnSelector selector, Progress progress) {
        List<ShardView> views = keys.stream().map(store::view).toList();
        List<TrainStep.Seed> seeds = new TrainStep(store).seeds(views, selector, progress);
        RoaringBitmap[] rows = new RoaringBitmap[views.size()];
        for (TrainStep.Seed seed : seeds) {
            rows[seed.shard()] = rows[seed.shard()] == null ? new RoaringBitmap() : rows[seed.shard()];
            rows[seed.shard()].add(seed.row());
        }
        Gathered gathered = new Gathered(seeds.size());
        long[] done = {0};
        for (int shard = 0; shard < rows.length; shard++) {
            if (rows[shard] != null) {
                try (ScoredInference scores = operators.scores(store.contents(), views.get(shard).shard(), tenant)) {
                    PairVectors vectors = operators.asking(scores).create(spec, DfnSelector.class).vectors();
                    store.samples(views.get(shard), rows[shard], (row, sample) -> {
                        vectors.add(sample);
                        progress.done(++done[0]);
                    });
                    gathered.add(vectors);
                    scores.counts().forEach((model, count) -> gathered.scores.merge(model, count, ScoreCount::plus));
                }
            }
        }
        check(selector.training(), gathered);
        return gathered;
    }

    private static void check(Training training, Gathered seeds) {
        long pages = IntStream.range(0, seeds.pairs.size()).mapToObj(i -> seeds.groups()[i]).distinct().count();
        if (pages < 2L * training.folds()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "The seed set of '" + training.name() + "' has " + seeds.pairs.size()
                    + " pairs of image and text, of " + pages + " pages, among " + seeds.chosen + " samples that were chosen; at least "
                    + 2 * training.folds() + " pages are needed for " + training.folds() + " folds. Raise 'seed_fraction', or name a"
                    + " 'feature' that more pairs have.");
        }
    }

    private TrainedResult train(Digest key, Training training, Map<String, Digest> bases, Gathered seeds, Progress progress) {
        TrainingPairs pairs = seeds.all();
        Folds folds = Folds.byGroup(seeds.groups(), training.folds(), training.seed());
        TwoTowerSettings settings = TwoTowerSettings.standard(training.seed()).withEpochs(training.epochs());
        List<ScaledTowers> made = new ArrayList<>();
        long[] epochs = {0};
        try (Lanes lanes = Lanes.ofCores()) {
            for (int fold = 0; fold <= training.folds(); fold++) {
                int left = fold;
                int[] seen = IntStream.range(0, pairs.count()).filter(i -> folds.foldOf()[i] != left).toArray();
                made.add(kept(Digest.of(key + "/" + fold), () -> ScaledTowers.train(
                        seeds.image, seeds.text, pairs.at(seen), settings, lanes, () -> progress.done(++epochs[0]))));
            }
        }
        Map<Digest, Integer> foldOf = new TreeMap<>();
        for (Digest id : seeds.pairs.keySet()) {
            foldOf.put(id, folds.foldOf()[foldOf.size()]);
        }
        Digest stored = store.contents().put(new SeedNetworks(foldOf, made).encode(), ObjectKey::blob);
        return new TrainedResult(
                TrainedResult.FORMAT, key, stored, store(training, pairs, made.getLast()), bases, pairs.count(),
                seeds.chosen - seeds.pairs.size());
    }

    /** A training that was killed goes on with the first network that is not finished. */
    private ScaledTowers kept(Digest key, Supplier<ScaledTowers> work) {
        return results.find(key, networks)
                .map(found -> ScaledTowers.decode(store.contents().get(found.network(), ObjectKey::blob)))
                .orElseGet(() -> {
                    ScaledTowers made = work.get();
                    results.publish(key, new Network(1, store.contents().put(made.encode(), ObjectKey::blob)), networks);
                    return made;
                });
    }

    private Map<String, Digest> store(Training training, TrainingPairs pairs, ScaledTowers network) {
        String source = "dfn: " + pairs.count() + " pairs " + pairs.digest().abbreviated() + ", seed " + training.seed();
        Map<String, Digest> towers = new TreeMap<>();
        for (ModelFolder half : List.of(
                ModelFolder.ofTower(training.name(), "image", network.ofImages(), network.image(), source),
                ModelFolder.ofTower(training.name(), "text", network.ofTexts(), network.text(), source))) {
            SequencedMap<String, byte[]> files = half.files();
            ModelRegistry.Stored stored = registry.add(
                    files.get(ModelFolder.CONTRACT), Map.of(ModelFolder.WEIGHTS, files.get(ModelFolder.WEIGHTS)));
            towers.put(stored.name(), stored.version());
        }
        return towers;
    }
}
