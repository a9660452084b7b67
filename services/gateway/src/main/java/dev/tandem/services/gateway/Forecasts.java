package dev.tandem.services.gateway;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.forecast.Forecaster;
import dev.tandem.core.input.InputCache;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.score.KnownScores;
import dev.tandem.core.score.ScoreSharing;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.common.CoreBeans;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What a recipe would drop and cost of an input that was uploaded, as for a run. The operators run in the gateway itself, over a
 * sample of the input and one recipe at a time, so that runs and questions about them are not kept waiting.
 */
@Singleton
public class Forecasts {
    /** Samples to look at where the caller does not say. */
    private static final int DEFAULT_SAMPLES = 200;

    private final OperatorCatalog catalog;
    private final OperatorContext context;
    private final ScoreSharing sharing;
    private final ContentStore contents;
    private final InputCache cache;
    private final GatewayConfig config;
    private final Semaphore turn = new Semaphore(1);

    @Inject
    Forecasts(OperatorCatalog catalog, CoreBeans.ModelServer models, ObjectStore objects, GatewayConfig config) {
        this(catalog, new OperatorContext(models.inference(), MediaLimits.DEFAULT), models.scores().sharing(), objects, config);
    }

    Forecasts(OperatorCatalog catalog, OperatorContext context, ScoreSharing sharing, ObjectStore objects, GatewayConfig config) {
        this.catalog = catalog;
        this.context = context;
        this.sharing = sharing;
        this.contents = new ContentStore(objects);
        this.config = config;
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "tandem-explain-" + ProcessHandle.current().pid());
        this.cache = new InputCache(objects, folder, 0);
    }

    /**
     * Predicts.
     *
     * @param input digest of an uploaded input
     * @param given how many samples of it to look at, about; where it is absent, 200 or as many as are allowed
     */
    public Forecast forecast(String recipe, String file, String input, OptionalInt given) {
        Plan plan = new Planner(catalog).plan(new RecipeParser(catalog).parse(recipe, file));
        int samples = samples(given);
        Digest digest = Runs.digest(input);
        KnownScores known = new KnownScores(contents.objects(), sharing, config.tenant(), digest);
        return withInput(digest, open -> new Forecaster(catalog, context, Optional.of(known)).forecast(plan, open, samples));
    }

    /** How many samples are looked at: 200 where nobody says, or as many as are allowed. */
    public int samples(OptionalInt given) {
        int samples = given.orElse(Math.min(DEFAULT_SAMPLES, config.maxExplainSamples()));
        if (samples < 1 || samples > config.maxExplainSamples()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "From 1 to " + config.maxExplainSamples()
                    + " samples can be looked at here (tandem.gateway.max-explain-samples), found " + samples
                    + ". The command 'tandem explain' looks at more, without a server.");
        }
        return samples;
    }

    /** Works on an input that was uploaded, when nobody else does so here. */
    public <T> T withInput(Digest input, Function<InputCache.OpenInput, T> work) {
        InputManifest manifest = InputManifest.load(contents, input);
        long bytes = manifest.files().stream().mapToLong(InputManifest.Entry::size).sum();
        if (bytes > config.maxExplainBytes()) {
            throw new TandemException(ErrorCode.TOO_LARGE, "The input has " + bytes + " bytes, more than the "
                    + config.maxExplainBytes() + " that are explained here (tandem.gateway.max-explain-bytes). Give some of its files.");
        }
        if (!turn.tryAcquire()) {
            throw new TandemException(
                    ErrorCode.SERVICE_UNAVAILABLE, "Another recipe or prompt is being tried. Ask again in a minute.");
        }
        try (InputCache.OpenInput open = cache.open(manifest)) {
            return work.apply(open);
        } finally {
            turn.release();
        }
    }
}
