package dev.tandem.services.common;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.version.TandemVersion;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says which version answers, and with which operators of one's own, for {@code tandem doctor}. */
@Readiness
public class VersionHealth implements HealthCheck {
    static final String NAME = "tandem";

    private final OperatorCatalog catalog;

    VersionHealth(OperatorCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(NAME)
                .up()
                .withData("version", TandemVersion.current())
                .withData("operators", catalog.ownCode().hex())
                .build();
    }
}
