package dev.tandem.services.gateway.access;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call the gateway. */
@ConfigMapping(prefix = "tandem.gateway.access")
public interface AccessConfig {
    /**
     * How callers say who they are. Without it, everybody on this machine may call; a gateway that listens beyond the
     * loopback interface does not start without it.
     */
    Optional<Mode> mode();

    /**
     * With mode {@code tokens}: a file with a line for each caller, of a name, a space, and a token of at least 20
     * characters. Empty lines and those that start with {@code #} are skipped. It is read when the process starts.
     */
    Optional<Path> tokensFile();

    /** With mode {@code oidc}: address of the issuer, such as {@code https://keycloak.example/realms/research}. */
    Optional<String> issuer();

    /** With mode {@code oidc}: the audience that a token has to name; without it, any token of the issuer is good. */
    Optional<String> audience();

    /** How callers say who they are. */
    enum Mode {
        /** They do not: everybody who reaches the gateway may do everything. */
        NONE,
        /** By a bearer token out of {@code tokens-file}. */
        TOKENS,
        /** By a bearer token that an OpenID Connect issuer has signed. */
        OIDC
    }
}
