package dev.tandem.services.training;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.engine.CreateStep;
import dev.tandem.core.engine.KeyedResults;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.MadePairs;
import dev.tandem.core.run.Documents;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import dev.tandem.training.rounds.PreparedPool;
import dev.tandem.training.rounds.RoundScores;
import dev.tandem.training.rounds.WhatToMake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** Makes pairs of others for the kinds of pairs that are the worst, once for the same round before: shards of their own, and their pool. */
final class PairMaking {
    /** Raised when something else is made of the same. */
    private static final int VERSION = 1;
    /** All of them: their number is bounded by the budget. */
    private static final int MOST_PAIRS = 1_000_000;

    private final ShardStore store;
    private final Operators operators;
    private final CoreBeans.ModelServer models;
    private final PoolPreparation pools;
    private final Documents documents;
    private final KeyedResults results;
    private final KeyedResults.Kind<MadePairs> kind;

    PairMaking(ShardStore store, Operators operators, CoreBeans.ModelServer models) {
        this.store = store;
        this.operators = operators;
        this.models = models;
        this.pools = new PoolPreparation(store, operators);
        this.documents = new Documents(store.contents());
        this.results = new KeyedResults(store.contents());
        this.kind = new KeyedResults.Kind<>(MadePairs.class, this::isWhole);
    }

    /**
     * What is made, and of what.
     *
     * @param previous key of the round before
     * @param scores what that left of each pair of the pool
     * @param pool with what was made before
     * @param views keys of the shards that the pool came from, without those that were made
     */
    record Request(
            String tenant, int number, Rounds.Source source, Rounds settings, Digest previous, RoundScores scores, PreparedPool pool,
            List<Digest> views) {}

    /** What was made before; empty where it is gone. */
    boolean isThere(Digest key) {
        return results.find(key, kind).isPresent();
    }

    MadePairs load(Digest key) {
        return results.find(key, kind).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "What was made in an earlier round ("
                + key.abbreviated() + ") is gone. Run the recipe's rounds again."));
    }

    private boolean isWhole(MadePairs made) {
        return store.contents().objects().info(ObjectKey.document(made.views())).isPresent()
                && documents.keys(made.views()).stream().allMatch(view -> store.reuse(view).isPresent())
                && made.pools().stream().allMatch(pools::isThere);
    }

    MadePairs make(Request request, Progress progress) {
        List<OperatorSpec> specs = operators.specs(request.settings().worst().orElseThrow().made().orElseThrow().by(request.source()));
        try (ScoredInference scores = operators.scores(store.contents(), request.previous(), request.tenant())) {
            ItemMaker maker =
                    new ItemMaker(request.source(), specs, operators, scores, request.settings().seed(), request.number());
            Map<String, Digest> asked = new TreeMap<>();
            maker.models().forEach(model -> asked.put(model, scores.modelDigest(model)));
            Digest key = Digest.of(Json.bytes(List.of(
                    "rounds/made", VERSION, request.number(), request.source(), request.previous(), request.settings().withoutStop(), specs,
                    asked, request.views())));
            return results.find(key, kind).orElseGet(() -> {
                long[] done = {0};
                scores.onAnswer(() -> progress.done(++done[0]));
                MadePairs made = make(key, request, named(specs, request.source()), maker, asked, progress);
                results.publish(key, made, kind);
                return made;
            });
        }
    }

    /** One that stands in plans for all of them. */
    private static OperatorSpec named(List<OperatorSpec> specs, Rounds.Source source) {
        Map<String, String> parameters = new TreeMap<>();
        specs.forEach(spec -> parameters.put(spec.label() + "@" + spec.version(), spec.parameters().toString()));
        return new OperatorSpec(source.text(), source.text(), VERSION, parameters, Map.of());
    }

    private MadePairs make(
            Digest key, Request request, OperatorSpec named, ItemMaker maker, Map<String, Digest> asked, Progress progress) {
        Map<Integer, Map<Integer, List<WhatToMake.Parent>>> variants = new TreeMap<>();
        List<WhatToMake.Parent> parents =
                WhatToMake.of(request.pool(), request.settings(), request.scores(), request.number(), request.source());
        parents.forEach(parent -> variants
                .computeIfAbsent(request.pool().pairs().get(parent.pair()).shard(), unused -> new TreeMap<>())
                .computeIfAbsent(request.pool().pairs().get(parent.pair()).row(), unused -> new ArrayList<>())
                .add(parent));
        MadeSoFar soFar = new MadeSoFar();
        List<Digest> views = new ArrayList<>();
        for (int shard = 0; shard < request.views().size(); shard++) {
            Map<Integer, List<WhatToMake.Parent>> rows = variants.getOrDefault(shard, Map.of());
            views.add(shard(key, request.views().get(shard), shard, named, rows, maker, soFar, progress));
        }
        return new MadePairs(
                MadePairs.FORMAT, key, request.number(), named, documents.putKeys(views), parents.size(), soFar.items, soFar.refused,
                soFar.calls, soFar.readTokens, soFar.writtenTokens, asked, soFar.items == 0 ? List.of() : pools(request, views, progress));
    }

    private Digest shard(
            Digest key, Digest from, int shard, OperatorSpec named, Map<Integer, List<WhatToMake.Parent>> variants, ItemMaker maker,
            MadeSoFar soFar, Progress progress) {
        ShardView parents = store.view(from);
        RoaringBitmap rows = new RoaringBitmap();
        variants.keySet().forEach(rows::add);
        long count = variants.values().stream().mapToLong(List::size).sum();
        Digest view = Digest.of(Json.bytes(List.of("rounds/made/shard", key, shard)));
        ShardView made = new CreateStep(store).write(view, parents, named, count, out -> {
            Creator.Output once = soFar.once(out);
            long[] done = {0};
            store.samples(parents, rows, (row, parent) -> {
                variants.get(row).forEach(wanted -> maker.make(parent, wanted.variant(), wanted.control(), once));
                progress.done(++done[0]);
            });
        });
        soFar.add(store, made);
        return view;
    }

    private List<Digest> pools(Request request, List<Digest> views, Progress progress) {
        Rounds settings = request.settings();
        List<Digest> keys = new ArrayList<>();
        Inference asked = models.inference().snapshot();
        PoolPreparation.Request own = new PoolPreparation.Request(
                request.tenant(), views, Optional.empty(), settings.imageModel(), settings.textModel(), MOST_PAIRS,
                Optional.of(request.source()));
        keys.add(pools.prepare(own, asked, progress).result().key());
        settings.other().ifPresent(other ->
                keys.add(pools.prepare(own.as(other.imageModel(), other.textModel()), asked, progress).result().key()));
        return keys;
    }

    /** What was made so far, as it stands in the shards: whoever made them may have been killed since. */
    private static final class MadeSoFar {
        private final Set<Digest> contents = new HashSet<>();
        private final TreeMap<String, Long> refused = new TreeMap<>();
        private long items;
        private long calls;
        private long readTokens;
        private long writtenTokens;

        void add(ShardStore store, ShardView view) {
            view.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
            store.live(view, (row, made) -> {
                contents.add(made.contentDigest());
                items++;
                Map<String, Long> cost = Json.read(
                        made.metadata().get(SampleMetadata.COST).getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
                calls += cost.getOrDefault("calls", 0L);
                readTokens += cost.getOrDefault("read_tokens", 0L);
                writtenTokens += cost.getOrDefault("written_tokens", 0L);
            });
        }

        /** Lets through each content once. */
        Creator.Output once(Creator.Output out) {
            Set<Digest> here = new HashSet<>();
            return new Creator.Output() {
                @Override
                public void accept(Sample made) {
                    if (contents.contains(made.contentDigest()) || !here.add(made.contentDigest())) {
                        out.refuse("made twice");
                    } else {
                        out.accept(made);
                    }
                }

                @Override
                public void refuse(String reason) {
                    out.refuse(reason);
                }
            };
        }
    }
}
