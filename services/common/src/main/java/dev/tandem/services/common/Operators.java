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
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Creates operators for the length of one call. */
@Singleton
public class Operators {
    private final OperatorCatalog catalog;
    private final Inference inference;
    private final OperatorContext context;

    public Operators(OperatorCatalog catalog, CoreBeans.ModelServer models, EvaluationSets evaluationSets) {
        this.catalog = catalog;
        this.inference = models.inference();
        this.context = new OperatorContext(inference, MediaLimits.DEFAULT, evaluationSets);
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

    /** An operator of a kind that the caller's plan promises. */
    public <T extends CurationOperator> T create(OperatorSpec spec, Class<T> kind) {
        return kind.cast(create(spec));
    }

    /** Digests of the models that operators ask, by name: part of the keys of their results. */
    public Map<String, Digest> models(Collection<? extends CurationOperator> operators) {
        Map<String, Digest> models = new TreeMap<>();
        for (CurationOperator operator : operators) {
            for (String model : operator.models()) {
                models.computeIfAbsent(model, inference::modelDigest);
            }
        }
        return models;
    }
}
