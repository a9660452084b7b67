package dev.tandem.services.gateway.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessCheckTest {
    private record Settings(
            Optional<Mode> mode, Optional<Path> tokensFile, Optional<String> issuer, Optional<String> audience)
            implements AccessConfig {}

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void loopbackNeedsNothing(String host) {
        assertThatCode(() -> AccessCheck.verify(settings(null), host)).doesNotThrowAnyException();
    }

    @Test
    void gatewayThatEverybodyReachesHasToSayWhoMayCall() {
        assertThatThrownBy(() -> AccessCheck.verify(settings(null), "0.0.0.0"))
                .hasMessageContainingAll("0.0.0.0", "TANDEM_GATEWAY_ACCESS_MODE", "'tokens'", "'oidc'", "'none'");
        assertThatCode(() -> AccessCheck.verify(settings(AccessConfig.Mode.NONE), "0.0.0.0")).doesNotThrowAnyException();
    }

    @Test
    void whatAModeNeedsIsNamed() {
        assertThatThrownBy(() -> AccessCheck.verify(settings(AccessConfig.Mode.TOKENS), "127.0.0.1"))
                .hasMessageContaining("TANDEM_GATEWAY_ACCESS_TOKENS_FILE");
        assertThatThrownBy(() -> AccessCheck.verify(settings(AccessConfig.Mode.OIDC), "127.0.0.1"))
                .hasMessageContaining("TANDEM_GATEWAY_ACCESS_ISSUER");
    }

    private static AccessConfig settings(AccessConfig.Mode mode) {
        return new Settings(Optional.ofNullable(mode), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
