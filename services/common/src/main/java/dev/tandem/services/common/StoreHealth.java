package dev.tandem.services.common;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.store.ObservedObjectStore;
import dev.tandem.core.store.StoreListener;
import dev.tandem.core.store.access.StoreRole;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the object store answers. */
@Readiness
public class StoreHealth implements HealthCheck {
    private static final ObjectKey PROBE = new ObjectKey(StoreRole.HEALTH + "/probe");

    private final ObjectStore objects;

    StoreHealth(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            if (objects instanceof ObservedObjectStore(MinioObjectStore bucket, StoreListener listener)) {
                bucket.ensureBucket();
            }
            objects.size(PROBE);
            return HealthCheckResponse.up("object store");
        } catch (TandemException e) {
            return HealthCheckResponse.named("object store").down().withData("error", e.getMessage()).build();
        }
    }
}
