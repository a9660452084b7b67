package dev.tandem.local;

import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.store.ObservedObjectStore;
import dev.tandem.services.common.StoreConfig;
import dev.tandem.services.common.StoreMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The object store of the local mode, in place of the services' own. */
@ApplicationScoped
public class LocalStore {

    @Produces
    @Singleton
    ObjectStore objectStore(StoreConfig config, @ConfigProperty(name = "tandem.local.store-folder") Path folder, MeterRegistry metrics) {
        StoreMetrics listener = new StoreMetrics(metrics);
        MinioObjectStore store = new MinioObjectStore(config.settings(), listener);
        store.ensureBucket();
        return new ObservedObjectStore(new LocalObjectStore(store, folder, folder.resolve(config.bucket())), listener);
    }
}
