package dev.tandem.services.gateway.access;

import dev.tandem.services.common.ProcessSecret;
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

    private final ProcessSecret secret;
    private final Optional<StaticTokens> tokens;

    TokenMechanism(AccessConfig config, ProcessSecret secret) {
        this.secret = secret;
        this.tokens = config.mode()
                .filter(AccessConfig.Mode.TOKENS::equals)
                .flatMap(mode -> config.tokensFile())
                .map(StaticTokens::read);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return Uni.createFrom().nullItem();
        }
        String token = header.substring(BEARER.length()).strip();
        if (secret.is(token)) {
            return identity("this process");
        }
        if (tokens.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return tokens.get().caller(token)
                .map(TokenMechanism::identity)
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("The token is not known")));
    }

    private static Uni<SecurityIdentity> identity(String name) {
        return Uni.createFrom().item(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).build());
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
