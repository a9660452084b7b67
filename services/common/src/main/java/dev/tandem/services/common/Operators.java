package dev.tandem.services.common;

import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.prompt.PromptCatalog;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.rpc.CallOrigin;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates operators for the length of one call. */
@Singleton
public class Operators {
    private final OperatorCatalog catalog;
    private final CoreBeans.ModelServer models;
    private final OperatorContext context;

    @Inject
    public Operators(
            OperatorCatalog catalog, CoreBeans.ModelServer models, EvaluationSets evaluationSets, PromptCatalog prompts) {
        this(catalog, models, new OperatorContext(models.inference(), MediaLimits.DEFAULT, evaluationSets, prompts));
    }

    /** With the prompts that Tandem comes with. */
    public Operators(OperatorCatalog catalog, CoreBeans.ModelServer models, EvaluationSets evaluationSets) {
        this(catalog, models, evaluationSets, PromptCatalog.builtIn());
    }

    private Operators(OperatorCatalog catalog, CoreBeans.ModelServer models, OperatorContext context) {
        this.catalog = catalog;
        this.models = models;
        this.context = context;
    }

    /**
     * Models as operators ask them for samples of a shard: only what is not known yet. To be closed after the work.
     *
     * @param shard digest of the shard's samples
     * @param tenant whose run it is
     */
    public ScoredInference scores(ContentStore contents, Digest shard, String tenant) {
        return new ScoredInference(
                models.inference().snapshot(), models.listener(), contents, models.scores(), shard, tenant, work(shard));
    }

    /** By the call's origin, which is the same for each attempt; a shard stands for itself where there is none. */
    private static ScoredInference.Work work(Digest shard) {
        CallOrigin origin = CallOrigin.CURRENT.get();
        return origin == null
                ? new ScoredInference.Work(shard.hex(), shard.hex())
                : new ScoredInference.Work(origin.run() + "/" + origin.step().orElse(-1), String.join("/", origin.fields().values()));
    }

    /** The same operators, which ask models through {@code inference}. */
    public Operators asking(Inference inference) {
        return new Operators(
                catalog, models, new OperatorContext(inference, context.mediaLimits(), context.evaluationSets(), context.prompts()));
    }

    /**
     * Creates an operator as it was planned.
     *
     * @throws dev.tandem.core.error.TandemException {@code OPERATOR_UNAVAILABLE} when this process has another one
     */
    public CurationOperator create(OperatorSpec spec) {
        catalog.require(spec.name(), spec.code());
        return catalog.create(spec.name(), spec.given(), context);
    }

    public Writer createWriter(OperatorSpec spec) {
        OperatorCatalog writers = catalog.writers();
        writers.require(spec.name(), spec.code());
        return (Writer) writers.create(spec.name(), spec.given(), context);
    }

    /** Operators as a recipe names them, ready to run here. */
    public List<OperatorSpec> specs(List<OperatorUse> uses) {
        return new Planner(catalog).specs(uses);
    }

    /** An operator of a kind that the caller's plan promises. */
    public <T extends CurationOperator> T create(OperatorSpec spec, Class<T> kind) {
        return kind.cast(create(spec));
    }

    /** Digests of the models that operators ask, by name: part of the keys of their results. */
    public Map<String, Digest> models(Collection<? extends CurationOperator> operators) {
        Map<String, Digest> digests = new TreeMap<>();
        for (CurationOperator operator : operators) {
            for (String model : operator.models()) {
                digests.computeIfAbsent(model, context.inference()::modelDigest);
            }
        }
        return digests;
    }
}
