package dev.tandem.services.common;

import dev.tandem.core.version.TandemVersion;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says which version answers, for {@code tandem doctor}. */
@Readiness
public class VersionHealth implements HealthCheck {
    static final String NAME = "tandem";

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(NAME).up().withData("version", TandemVersion.current()).build();
    }
}
