package dev.tandem.services.gateway.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Knows callers by the bearer tokens of {@link AccessConfig#tokensFile()}. */
@Singleton
public final class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    /** Before that of OpenID Connect, which would take a token that is no JSON Web Token for a mistake. */
    private static final int PRIORITY = 3_000;

    private final Optional<StaticTokens> tokens;

    TokenMechanism(AccessConfig config) {
        tokens = config.mode()
                .filter(AccessConfig.Mode.TOKENS::equals)
                .flatMap(mode -> config.tokensFile())
                .map(StaticTokens::read);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (tokens.isEmpty() || header == null || !header.startsWith(BEARER)) {
            return Uni.createFrom().nullItem();
        }
        return tokens.get().caller(header.substring(BEARER.length()).strip())
                .map(name -> Uni.createFrom().<SecurityIdentity>item(
                        QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).build()))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("The token is not known")));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
