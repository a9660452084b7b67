package dev.tandem.core.forecast;

import dev.tandem.core.inference.ForwardingInference;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Digest;
import dev.tandem.core.score.KnownScores;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.ScoreSharing;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.score.TenantRate;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks models as a run over the same shards would: what stands twice in a shard, and what is known of it, is not asked. Counts what
 * was. For one thread, but for models that write.
 */
final class ShardModels extends ForwardingInference {
    private final ObjectStore stored;
    private final ContentStore contents;
    private final ScoreSharing sharing;
    private final String tenant;
    private final Map<String, ScoreCount> counts = new TreeMap<>();
    private Optional<ScoredInference> scores = Optional.empty();
    private Inference current;

    private final InferenceListener counting = new InferenceListener() {
        @Override
        public void scored(String model, long fresh, long known) {
            synchronized (counts) {
                counts.merge(model, new ScoreCount(fresh, known), ScoreCount::plus);
            }
        }
    };

    ShardModels(Inference asked, Optional<KnownScores> known) {
        super(asked);
        this.current = asked;
        this.stored = known.map(KnownScores::objects).orElseGet(MemoryObjectStore::new);
        this.contents = new ContentStore(new ForecastStore(stored));
        this.sharing = known.map(KnownScores::sharing).orElse(ScoreSharing.SHARED);
        this.tenant = known.map(KnownScores::tenant).orElse("");
    }

    /** From now on rows of a shard are asked. */
    void enter(Digest shard) {
        enter(new ScoredInference(inference, counting, contents, policy(sharing), shard, tenant));
    }

    /** The same, and nothing of it is counted or remembered. */
    void enterUncounted(Digest shard) {
        ContentStore forgotten = new ContentStore(new ForecastStore(stored));
        enter(new ScoredInference(inference, InferenceListener.NONE, forgotten, policy(sharing), shard, tenant));
    }

    /** From now on rows are asked whether they are known or not, as by those who keep no scores. */
    void enterUnkept() {
        enter(new ScoredInference(inference, counting, contents, policy(ScoreSharing.OFF), Digest.of("none"), tenant));
    }

    private static ScorePolicy policy(ScoreSharing shared) {
        return new ScorePolicy(shared, TenantRate.NONE);
    }

    private void enter(ScoredInference entered) {
        leave();
        scores = Optional.of(entered);
        current = entered;
    }

    /** From now on nothing is counted or kept. */
    void leave() {
        scores.ifPresent(ScoredInference::close);
        scores = Optional.empty();
        current = inference;
    }

    /** How often each model was needed since this was called last. */
    Map<String, ScoreCount> take() {
        synchronized (counts) {
            Map<String, ScoreCount> taken = new TreeMap<>(counts);
            counts.clear();
            return taken;
        }
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        return current.infer(model, rows);
    }

    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        return current.embedTexts(model, texts);
    }

    @Override
    public Generator generator() {
        return (model, prompt, options) -> current.generator().generate(model, prompt, options);
    }
}
