package dev.tandem.core.score;

import dev.tandem.core.inference.ForwardingInference;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks models only what no run has asked before: answers are stored beside the shard whose samples they are of, under the content
 * that was scored. Its greatest advantage is that another recipe over the same samples asks nothing; its greatest limitation that a
 * sample which stands in another shard is scored once more. For the length of one call; thread-safe.
 */
public final class ScoredInference extends ForwardingInference implements AutoCloseable {
    private final InferenceListener listener;
    private final ContentStore contents;
    private final Optional<Digest> chain;
    private final TenantRate rate;
    private final String tenant;
    private final Generator generator;
    private volatile Runnable pulse = () -> {};
    private final Map<String, Scores> models = new HashMap<>();
    private final Map<String, ScoreCount> counts = new TreeMap<>();

    private record Scores(RowKeys keys, ModelScores stored) {}

    /**
     * For the samples of a shard.
     *
     * @param shard digest of the shard's samples
     * @param tenant whose run it is; empty where that is not known, which is a tenant of its own
     */
    public ScoredInference(
            Inference inference,
            InferenceListener listener,
            ContentStore contents,
            ScorePolicy policy,
            Digest shard,
            String tenant) {
        this(inference, listener, contents, policy, shard, tenant, new Work(shard.hex(), shard.hex()));
    }

    /** The same, for work that has a name. */
    public ScoredInference(
            Inference inference,
            InferenceListener listener,
            ContentStore contents,
            ScorePolicy policy,
            Digest shard,
            String tenant,
            Work work) {
        super(inference);
        this.listener = listener;
        this.contents = contents;
        this.rate = policy.rate();
        this.tenant = tenant;
        this.chain = switch (policy.sharing()) {
            case SHARED -> Optional.of(Digest.of("scores/" + shard));
            case TENANT -> Optional.of(Digest.of("scores/" + shard + "/of/" + tenant));
            case OFF -> Optional.empty();
        };
        // What is written is paid for: where scores are not stored, answers are for the attempts of the work alone.
        String sharing = switch (policy.sharing()) {
            case SHARED -> "answers";
            case TENANT -> "answers/of/" + tenant;
            case OFF -> "answers/of/" + tenant + "/for/" + work.name();
        };
        this.generator = new StoredGenerator(
                inference, contents, new StoredGenerator.Place(sharing, tenant + "/" + work.run(), work.name()), this::written,
                () -> rate.enter(tenant, 1));
    }

    /** Has something called after each answer of a model that writes, by one thread at a time: a batch of them takes minutes. */
    public void onAnswer(Runnable pulse) {
        this.pulse = pulse;
    }

    private void written(String model, ScoreCount more) {
        count(model, more);
        synchronized (generator) {
            pulse.run();
        }
    }

    /**
     * What models are asked for.
     *
     * @param run and step that a budget is for
     * @param name of the work on a shard, the same for each attempt
     */
    public record Work(String run, String name) {}

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        if (chain.isEmpty()) {
            count(model, new ScoreCount(rows.size(), 0));
            rate.enter(tenant, rows.size());
            return inference.infer(model, withFeatures(model, rows));
        }
        Scores scores = scores(model);
        ModelAnswer[] answers = new ModelAnswer[rows.size()];
        Map<Digest, List<Integer>> missing = new LinkedHashMap<>();
        synchronized (scores) {
            for (int i = 0; i < answers.length; i++) {
                Digest key = scores.keys.of(rows.get(i));
                Optional<ModelAnswer> found = missing.containsKey(key) ? Optional.empty() : scores.stored.find(key);
                if (found.isPresent()) {
                    answers[i] = found.get();
                } else {
                    missing.computeIfAbsent(key, unused -> new ArrayList<>()).add(i);
                }
            }
        }
        count(model, new ScoreCount(missing.size(), rows.size() - missing.size()));
        if (!missing.isEmpty()) {
            ask(model, scores, rows, missing, answers);
        }
        return List.of(answers);
    }

    private void ask(String model, Scores scores, List<ModelRow> rows, Map<Digest, List<Integer>> missing, ModelAnswer[] answers) {
        List<ModelRow> asked = missing.values().stream().map(places -> rows.get(places.getFirst())).toList();
        rate.enter(tenant, asked.size());
        List<ModelAnswer> fresh = inference.infer(model, withFeatures(model, asked));
        int next = 0;
        synchronized (scores) {
            for (Map.Entry<Digest, List<Integer>> row : missing.entrySet()) {
                ModelAnswer answer = fresh.get(next++);
                row.getValue().forEach(place -> answers[place] = answer);
                scores.stored.add(row.getKey(), answer);
            }
        }
    }

    private synchronized Scores scores(String model) {
        return models.computeIfAbsent(model, name -> {
            Digest ofModel = Digest.of(chain.orElseThrow().hex() + "/" + inference.modelDigest(name));
            return new Scores(new RowKeys(inference, name), new ModelScores(contents, ofModel, inference.contract(name).outputs()));
        });
    }

    private synchronized void count(String model, ScoreCount more) {
        counts.merge(model, more, ScoreCount::plus);
        listener.scored(model, more.asked(), more.known());
    }

    /** How often each model was needed up to now. */
    public synchronized Map<String, ScoreCount> counts() {
        return Map.copyOf(counts);
    }

    /** What a model writes is stored as it comes: the same prompt need not give the same text twice. */
    @Override
    public Generator generator() {
        return generator;
    }

    /** Stores what is not stored yet, also where the call failed: the next one goes on from there. */
    @Override
    public void close() {
        for (Scores scores : List.copyOf(models.values())) {
            synchronized (scores) {
                scores.stored.write();
            }
        }
    }
}
