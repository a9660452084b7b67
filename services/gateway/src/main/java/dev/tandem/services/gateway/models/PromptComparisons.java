package dev.tandem.services.gateway.models;

import dev.tandem.core.comparison.AskedComparison;
import dev.tandem.core.comparison.CountedWriting;
import dev.tandem.core.comparison.PromptComparer;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.forecast.InputSample;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.prompt.StoredPrompts;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.gateway.Forecasts;
import dev.tandem.services.gateway.GatewayConfig;
import dev.tandem.services.gateway.Runs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Two prompts on a sample of an input that was uploaded. It is done while the caller waits; what models answered is stored, so that a
 * comparison which ended early goes on from there when it is asked for again, and nothing is paid for twice.
 */
@Singleton
public class PromptComparisons {
    private final OperatorCatalog catalog;
    private final CoreBeans.ModelServer models;
    private final ContentStore contents;
    private final StoredPrompts prompts;
    private final Forecasts forecasts;
    private final GatewayConfig config;

    PromptComparisons(
            OperatorCatalog catalog, CoreBeans.ModelServer models, ObjectStore objects, Forecasts forecasts, GatewayConfig config) {
        this.catalog = catalog;
        this.models = models;
        this.contents = new ContentStore(objects);
        this.prompts = new StoredPrompts(objects);
        this.forecasts = forecasts;
        this.config = config;
    }

    /**
     * Compares.
     *
     * @param reader name of the operator that reads the input
     * @param input digest of an uploaded input
     * @param samples to look at, about
     */
    PromptComparison compare(AskedComparison asked, String reader, String input, OptionalInt samples) {
        if (catalog.find(reader).filter(info -> info.kind() == OperatorKind.READER).isEmpty()) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "'" + reader + "' reads no input; name a reader, such as images or jsonl");
        }
        int wanted = forecasts.samples(samples);
        Digest digest = Runs.digest(input);
        OperatorSpec reading = new OperatorSpec(
                reader, reader, catalog.find(reader).orElseThrow().version(), catalog.canonical(reader, Map.of()), Map.of());
        return forecasts.withInput(digest, open -> {
            Reader reads = (Reader) catalog.create(reader, Map.of(), OperatorContext.withoutModels());
            return compared(asked, digest, InputSample.samples(reading, reads, open, wanted));
        });
    }

    private PromptComparison compared(AskedComparison asked, Digest input, List<Sample> samples) {
        CountedWriting made = new CountedWriting(models.inference().snapshot());
        // Budgets are for all attempts at comparing with this input.
        ScoredInference.Work work = new ScoredInference.Work("compared prompts/" + input, "compared prompts");
        try (ScoredInference scored = new ScoredInference(
                made, models.listener(), contents, models.scores(), input, config.tenant(), work)) {
            OperatorContext context = new OperatorContext(
                    scored, MediaLimits.DEFAULT, EvaluationSets.none(), prompts);
            return new PromptComparer(catalog, context).compare(asked, samples, made);
        }
    }
}
