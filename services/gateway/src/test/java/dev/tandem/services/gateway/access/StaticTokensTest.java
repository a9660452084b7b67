package dev.tandem.services.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticTokensTest {
    private static final String TOKEN = "0123456789-0123456789";

    @TempDir
    Path folder;

    @Test
    void callersAreKnownByTheirTokens() throws IOException {
        StaticTokens tokens = read("# people\nada " + TOKEN + "\n\n  grace\t" + TOKEN + "-2  \n");
        assertThat(tokens.caller(TOKEN)).contains("ada");
        assertThat(tokens.caller(TOKEN + "-2")).contains("grace");
        assertThat(tokens.caller(TOKEN + "-3")).isEmpty();
        assertThat(tokens.caller("")).isEmpty();
    }

    @Test
    void mistakesAreNamedByLineAndNeverByToken() {
        assertThatThrownBy(() -> read("ada " + TOKEN + "\ngrace short-secret\n"))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContainingAll("line 2", "at least 20 characters", "TANDEM_GATEWAY_ACCESS_TOKENS_FILE")
                .hasMessageNotContaining("short-secret");
        assertThatThrownBy(() -> read(TOKEN)).hasMessageContaining("line 1").hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> read("# nobody\n")).hasMessageContaining("names nobody");
        assertThatThrownBy(() -> StaticTokens.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }

    private StaticTokens read(String text) throws IOException {
        return StaticTokens.read(Files.writeString(folder.resolve("tokens"), text));
    }
}
