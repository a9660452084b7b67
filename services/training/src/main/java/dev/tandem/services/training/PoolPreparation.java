package dev.tandem.services.training;

import dev.tandem.core.engine.KeyedResults;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.operators.model.PairVectors;
import dev.tandem.operators.model.PairVectors.Described;
import dev.tandem.services.common.Operators;
import dev.tandem.training.rounds.PoolPair;
import dev.tandem.training.rounds.PreparedPool;
import dev.tandem.training.rounds.PreparedPool.Base;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/** Makes the pool that all rounds work on: once for the same samples and base models. */
final class PoolPreparation {
    /** Raised when what is prepared changes for the same samples. */
    private static final int VERSION = 1;

    /** What a pool may take in memory, and in the store. */
    static final long MOST_BYTES = 128L << 20;

    private static final int MOST_TEXT = 10_000;
    private static final int SHORT_TEXT = 40;
    private static final int LONG_TEXT = 120;
    private static final long SMALL_PICTURE = 128 * 128;

    private final ShardStore store;
    private final Operators operators;
    private final KeyedResults results;
    private final KeyedResults.Kind<PoolResult> pools;

    PoolPreparation(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
        this.results = new KeyedResults(store.contents());
        this.pools = new KeyedResults.Kind<>(
                PoolResult.class, result -> store.contents().objects().info(ObjectKey.blob(result.pool())).isPresent());
    }

    /**
     * What is prepared.
     *
     * @param views keys of the shards
     * @param rejects the same of an earlier step, whose samples may return
     * @param made by what they were made; empty for what was read
     */
    record Request(
            String tenant, List<Digest> views, Optional<List<Digest>> rejects, String imageModel, String textModel, int mostPairs,
            Optional<Rounds.Source> made) {
        Request as(String otherImageModel, String otherTextModel) {
            return new Request(tenant, views, rejects, otherImageModel, otherTextModel, mostPairs, made);
        }
    }

    boolean isThere(Digest key) {
        return results.find(key, pools).isPresent();
    }

    /** A pool, and whether it was there before. */
    record Prepared(PoolResult result, boolean reused) {}

    Prepared prepare(Request request, Inference models, Progress progress) {
        Digest key = key(request, models);
        return results.find(key, pools).map(found -> new Prepared(found, true)).orElseGet(() -> {
            PoolResult made = make(key, request, progress);
            results.publish(key, made, pools);
            return new Prepared(made, false);
        });
    }

    private static Digest key(Request request, Inference models) {
        Map<String, Digest> digests = new TreeMap<>();
        digests.put("image", models.modelDigest(request.imageModel()));
        digests.put("text", models.modelDigest(request.textModel()));
        List<Object> parts = new ArrayList<>(List.of(
                "rounds/pool", VERSION, request.views(), request.rejects(), request.imageModel(), request.textModel(),
                digests, request.mostPairs()));
        request.made().ifPresent(parts::add);
        return Digest.of(Json.bytes(parts));
    }

    private PoolResult make(Digest key, Request request, Progress progress) {
        PoolCandidates candidates = new PoolCandidates(store, request.views(), request.rejects());
        PoolCandidates.Chosen chosen = candidates.lowest(request.mostPairs());
        RoaringBitmap[] rows = new RoaringBitmap[candidates.shards()];
        for (PoolCandidates.Place place : chosen.places()) {
            rows[place.shard()] = rows[place.shard()] == null ? new RoaringBitmap() : rows[place.shard()];
            rows[place.shard()].add(place.row());
        }
        Gathered gathered = new Gathered();
        long[] done = {0};
        for (int shard = 0; shard < rows.length; shard++) {
            if (rows[shard] != null) {
                gather(request, candidates, shard, rows[shard], gathered, () -> progress.done(++done[0]));
            }
        }
        PreparedPool pool = gathered.pool();
        Digest stored = store.contents().put(pool.encode(), ObjectKey::blob);
        int kept = (int) pool.pairs().stream().filter(PoolPair::kept).count();
        return new PoolResult(PoolResult.FORMAT, key, stored, pool.count(), kept, gathered.skipped, chosen.leftOut());
    }

    private void gather(
            Request request, PoolCandidates candidates, int shard, RoaringBitmap rows, Gathered gathered, Runnable told) {
        RoaringBitmap kept = candidates.kept(shard);
        try (ScoredInference scores = operators.scores(store.contents(), candidates.view(shard).shard(), request.tenant())) {
            PairVectors pairs = new PairVectors(scores, MediaLimits.DEFAULT, request.imageModel(), request.textModel(), false);
            List<Integer> added = new ArrayList<>();
            store.samples(candidates.view(shard), rows, (row, sample) -> {
                if (pairs.add(sample)) {
                    added.add(row);
                }
                told.run();
            });
            gathered.add(request, shard, added, kept, pairs, scores);
        }
    }

    /** What was asked so far; each pair by its id. */
    private static final class Gathered {
        private final TreeMap<Digest, Vectors> byId = new TreeMap<>();
        private Optional<Base> image = Optional.empty();
        private Optional<Base> text = Optional.empty();
        private long skipped;

        private record Vectors(PoolPair pair, float[] image, float[] text, float[] title, float[] words) {}

        void add(Request request, int shard, List<Integer> rows, RoaringBitmap kept, PairVectors pairs, Inference models) {
            image = Optional.of(base(pairs.images(), models));
            text = Optional.of(base(pairs.texts(), models));
            skipped += pairs.skipped();
            long bytes = PreparedPool.vectorBytes(image.get(), text.get()) * (byId.size() + rows.size());
            if (bytes > MOST_BYTES) {
                throw new TandemException(ErrorCode.MEMORY_LIMIT, "The pool of pairs would take more than " + (MOST_BYTES >> 20)
                        + " MiB, as each has " + (bytes / (byId.size() + rows.size())) + " bytes. Lower 'rounds: most_pairs' to "
                        + MOST_BYTES / PreparedPool.vectorBytes(image.get(), text.get()) + " or less.");
            }
            float[][] images = pairs.images().vectors();
            float[][] texts = pairs.texts().vectors();
            List<Described> described = pairs.pairs();
            float[][] titles = embed(described.stream().map(Described::title).toList(), text.get(), models);
            float[][] words = embed(described.stream().map(Described::read).toList(), text.get(), models);
            for (int i = 0; i < images.length; i++) {
                PoolPair pair = pair(described.get(i), shard, rows.get(i), kept.contains(rows.get(i)), request.made());
                byId.put(pair.id(), new Vectors(pair, images[i], texts[i], titles[i], words[i]));
            }
        }

        private static Base base(PairVectors.Half half, Inference models) {
            return new Base(half.model(), models.modelDigest(half.model()), half.output(), half.width());
        }

        /** Each text once; of an empty one, zeros. */
        private static float[][] embed(List<String> texts, Base base, Inference models) {
            List<String> distinct = texts.stream().filter(text -> !text.isBlank()).distinct().toList();
            float[][] asked = distinct.isEmpty() ? new float[0][] : models.embedTexts(base.model(), distinct);
            Map<String, float[]> known = new LinkedHashMap<>();
            for (int i = 0; i < asked.length; i++) {
                known.put(distinct.get(i), asked[i]);
            }
            return texts.stream().map(text -> known.getOrDefault(text, new float[base.width()])).toArray(float[][]::new);
        }

        PreparedPool pool() {
            if (byId.isEmpty()) {
                throw new TandemException(ErrorCode.EMPTY_INPUT, "Found no pair of picture and text in the stage of 'rounds: from'; "
                        + skipped + " samples have no picture or no text, or cannot be read. Name a stage that makes pairs.");
            }
            List<Vectors> all = List.copyOf(byId.values());
            return new PreparedPool(
                    image.orElseThrow(),
                    text.orElseThrow(),
                    all.stream().map(Vectors::pair).toList(),
                    all.stream().map(Vectors::image).toArray(float[][]::new),
                    all.stream().map(Vectors::text).toArray(float[][]::new),
                    all.stream().map(Vectors::title).toArray(float[][]::new),
                    all.stream().map(Vectors::words).toArray(float[][]::new));
        }
    }

    private static PoolPair pair(Described pair, int shard, int row, boolean kept, Optional<Rounds.Source> made) {
        return new PoolPair(
                pair.sample().id(),
                shard,
                row,
                kept,
                PairVectors.group(pair.sample()),
                cut(pair.text()),
                cut(pair.title() + " " + pair.names()),
                Stream.concat(slices(pair).stream(), made.stream().flatMap(source -> making(pair, source))).toList());
    }

    /** By what it was made, of what, and whether only to compare with. */
    private static Stream<String> making(Described pair, Rounds.Source source) {
        Stream<String> made = Stream.of(PoolPair.madeBy(source), PoolPair.madeOf(pair.sample().parents().getLast()));
        return pair.sample().metadata().containsKey(ItemMaker.CONTROL) ? Stream.concat(made, Stream.of(PoolPair.CONTROL)) : made;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MOST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, MOST_TEXT));
    }

    private static List<String> slices(Described pair) {
        int length = pair.text().codePointCount(0, pair.text().length());
        String source = pair.sample().metadata().getOrDefault(SampleMetadata.INPUT, pair.sample().source().replaceFirst("[!/#].*", ""));
        return List.of(
                "source: " + cut(source),
                "text: " + (length < SHORT_TEXT ? "short" : length < LONG_TEXT ? "middle" : "long"),
                "picture: " + (pair.pixels() < SMALL_PICTURE ? "small" : "large")
                        + (pair.read().isBlank() ? "" : ", with text"));
    }
}
