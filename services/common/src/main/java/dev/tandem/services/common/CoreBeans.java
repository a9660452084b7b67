package dev.tandem.services.common;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.HttpGenerator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plugin.OperatorFolder;
import dev.tandem.core.prompt.PromptCatalog;
import dev.tandem.core.prompt.StoredPrompts;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.TenantRate;
import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.store.ObservedObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the framework-free parts of Tandem available to the services. */
@ApplicationScoped
public class CoreBeans {
    private static final Logger LOG = Logger.getLogger(CoreBeans.class);

    @Produces
    @Singleton
    @DefaultBean
    ObjectStore objectStore(StoreConfig config, MeterRegistry metrics) {
        StoreMetrics listener = new StoreMetrics(metrics);
        MinioObjectStore store = new MinioObjectStore(config.settings(), listener);
        try {
            store.ensureBucket();
        } catch (TandemException e) {
            // The process is not ready until the store answers, but it can say so: see StoreHealth.
            LOG.error("The object store cannot be used yet: " + e.getMessage());
        }
        return new ObservedObjectStore(store, listener);
    }

    @Produces
    @Singleton
    ShardStore shardStore(ObjectStore objects) {
        return new ShardStore(objects);
    }

    @Produces
    @Singleton
    EvaluationSets evaluationSets(ShardStore store) {
        return EvaluationRegistry.stored(store.contents());
    }

    @Produces
    @Singleton
    PromptCatalog prompts(ObjectStore objects) {
        return new StoredPrompts(objects);
    }

    @Produces
    @Singleton
    OperatorFolder operatorFolder(OperatorsConfig config) {
        OperatorFolder folder = OperatorFolder.open(OperatorCatalog.load(), config.folder(), config.python());
        folder.catalog().own().forEach(known -> LOG.infof(
                "Operator '%s' of %s, code %s", known.info().name(), known.origin(), known.info().code().orElseThrow().abbreviated()));
        folder.catalog().refused().forEach(file -> LOG.errorf("No operators of %s: %s", file.file(), file.reason()));
        return folder;
    }

    @Produces
    @Singleton
    OperatorCatalog operatorCatalog(OperatorFolder folder) {
        return folder.catalog();
    }

    void close(@Disposes OperatorFolder folder) {
        folder.close();
    }

    @Produces
    @Singleton
    ModelRegistry modelRegistry(ShardStore store) {
        return new ModelRegistry(store.contents());
    }

    @Produces
    @Singleton
    ModelContracts modelContracts(InferenceConfig config, ModelRegistry stored) {
        return ModelContracts.load(config.modelsFolder().map(Path::of)).with(stored);
    }

    @Produces
    @Singleton
    ModelServer modelServer(
            InferenceConfig config, GenerationConfig generation, ModelContracts contracts, MeterRegistry metrics) {
        InferenceMetrics listener = new InferenceMetrics(metrics);
        ScorePolicy policy = new ScorePolicy(config.scores(), new TenantRate(config.tenantRowsPerSecond()));
        Optional<HttpGenerator> http = GenerationSetup.settings(generation).map(settings -> new HttpGenerator(settings, listener));
        Generator writing = http.<Generator>map(generator -> generator).orElse(Generator.none());
        Runnable close = () -> http.ifPresent(HttpGenerator::close);
        return config.endpoint()
                .map(addresses -> {
                    KServeInference inference =
                            KServeInference.connect(addresses, contracts, config.settings(), listener).with(writing);
                    Runnable both = () -> {
                        inference.close();
                        close.run();
                    };
                    return new ModelServer(inference, both, listener, policy);
                })
                .orElseGet(() -> new ModelServer(Inference.withoutServer(contracts, writing), close, listener, policy));
    }

    void close(@Disposes ModelServer server) {
        server.close().run();
    }

    /** The client of the model server, how to let go of it, and who finds what it answered. */
    public record ModelServer(Inference inference, Runnable close, InferenceListener listener, ScorePolicy scores) {
        public ModelServer(Inference inference, Runnable close) {
            this(inference, close, InferenceListener.NONE, ScorePolicy.DEFAULT);
        }
    }
}
