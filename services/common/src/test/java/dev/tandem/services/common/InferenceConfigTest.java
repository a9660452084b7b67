package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.score.ScoreSharing;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {

    @Test
    void defaultsAreThoseOfTheClientAndNoServer() {
        InferenceConfig config = config(new PropertiesConfigSource(Map.of(), "none", 1));
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.modelsFolder()).isEmpty();
        assertThat(config.scores()).isEqualTo(ScoreSharing.SHARED);
        assertThat(config.settings()).isEqualTo(InferenceSettings.DEFAULT);
    }

    @Test
    void everySettingCanBeGiven() {
        InferenceConfig config = config(new PropertiesConfigSource(
                Map.ofEntries(
                        Map.entry("tandem.inference.endpoint", "one:8001, two:8001"),
                        Map.entry("tandem.inference.models-folder", "/models"),
                        Map.entry("tandem.inference.scores", "tenant"),
                        Map.entry("tandem.inference.timeout", "10s"),
                        Map.entry("tandem.inference.call-timeout", "1m"),
                        Map.entry("tandem.inference.probe-timeout", "2s"),
                        Map.entry("tandem.inference.latency-target", "0"),
                        Map.entry("tandem.inference.attempts", "1"),
                        Map.entry("tandem.inference.backoff", "10ms"),
                        Map.entry("tandem.inference.max-backoff", "20ms"),
                        Map.entry("tandem.inference.rest", "3s"),
                        Map.entry("tandem.inference.max-rest", "4s"),
                        Map.entry("tandem.inference.max-in-flight-requests", "2"),
                        Map.entry("tandem.inference.max-in-flight-bytes", "1M")),
                "given",
                1));
        assertThat(config.endpoint().orElseThrow()).containsExactly("one:8001", "two:8001");
        assertThat(config.modelsFolder()).contains("/models");
        assertThat(config.scores()).isEqualTo(ScoreSharing.TENANT);
        assertThat(config.settings()).isEqualTo(new InferenceSettings(
                Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ZERO, 1,
                new Growth(Duration.ofMillis(10), Duration.ofMillis(20)), new Growth(Duration.ofSeconds(3), Duration.ofSeconds(4)),
                2, 1 << 20));
    }

    @Test
    void theEnvironmentMayNameOneServerOrSeveral() {
        assertThat(config(new EnvConfigSource(Map.of("TANDEM_INFERENCE_ENDPOINT", "triton:8001"), 1)).endpoint().orElseThrow())
                .containsExactly("triton:8001");
        assertThat(config(new EnvConfigSource(Map.of("TANDEM_INFERENCE_ENDPOINT", "one:8001,two:8001"), 1)).endpoint().orElseThrow())
                .containsExactly("one:8001", "two:8001");
    }

    @Test
    void anEmptyAddressIsNone() {
        assertThat(config(new EnvConfigSource(Map.of("TANDEM_INFERENCE_ENDPOINT", ""), 1)).endpoint()).isEmpty();
    }

    private static InferenceConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(source)
                .withMapping(InferenceConfig.class)
                .build()
                .getConfigMapping(InferenceConfig.class);
    }
}
