package dev.tandem.services.gateway.access;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses settings that would let in whoever reaches the machine. */
@ApplicationScoped
public class AccessCheck {
    private static final String GATEWAY = "gateway";

    @ConfigProperty(name = "quarkus.http.host")
    String host;

    /** The same application plays other parts as well, and those let nobody in over this interface. */
    @ConfigProperty(name = "tandem.process.roles", defaultValue = GATEWAY)
    List<String> roles;

    void onStart(@Observes StartupEvent event, AccessConfig config) {
        if (roles.contains(GATEWAY)) {
            verify(config, host);
        }
    }

    /**
     * Checks what a gateway is about to start with.
     *
     * @param host address that it listens at
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} with the setting at fault
     */
    static void verify(AccessConfig config, String host) {
        if (config.mode().isEmpty() && !isLoopback(host)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The gateway would listen at " + host
                    + " and let everybody in. Set TANDEM_GATEWAY_ACCESS_MODE to 'tokens' or 'oidc', or to 'none' if whatever stands"
                    + " before it decides who may call.");
        }
        config.mode().ifPresent(mode -> {
            if (mode == AccessConfig.Mode.TOKENS && config.tokensFile().isEmpty()) {
                throw missing("tokens", "TANDEM_GATEWAY_ACCESS_TOKENS_FILE, a file with a name and a token in each line");
            }
            if (mode == AccessConfig.Mode.OIDC && config.issuer().isEmpty()) {
                throw missing("oidc", "TANDEM_GATEWAY_ACCESS_ISSUER, the address of the issuer");
            }
        });
    }

    private static TandemException missing(String mode, String setting) {
        return new TandemException(
                ErrorCode.INVALID_ARGUMENT, "With TANDEM_GATEWAY_ACCESS_MODE=" + mode + " set " + setting);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
