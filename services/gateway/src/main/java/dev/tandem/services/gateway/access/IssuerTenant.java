package dev.tandem.services.gateway.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Trusts the issuer of {@link AccessConfig}. It is asked for its keys when the first token comes. */
@Singleton
public final class IssuerTenant implements TenantConfigResolver {
    private final Optional<OidcTenantConfig> issuer;

    IssuerTenant(AccessConfig config) {
        issuer = config.mode()
                .filter(AccessConfig.Mode.OIDC::equals)
                .flatMap(mode -> config.issuer())
                .map(address -> tenant(address, config));
    }

    private static OidcTenantConfig tenant(String address, AccessConfig config) {
        var tenant = OidcTenantConfig.authServerUrl(address)
                .tenantId("issuer")
                .applicationType(ApplicationType.SERVICE);
        config.audience().ifPresent(audience -> tenant.token().audience(audience).end());
        return tenant.build();
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return issuer.map(tenant -> Uni.createFrom().item(tenant)).orElseGet(() -> Uni.createFrom().nullItem());
    }
}
