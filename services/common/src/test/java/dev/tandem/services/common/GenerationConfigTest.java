package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.HttpGeneratorSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationConfigTest {
    @TempDir
    private Path folder;

    private static GenerationConfig config(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GenerationConfig.class)
                .withSources(new PropertiesConfigSource(given, "given", 1))
                .build()
                .getConfigMapping(GenerationConfig.class);
    }

    @Test
    void thereIsNoEndpointByItself() {
        assertThat(GenerationSetup.settings(config(Map.of()))).isEmpty();
    }

    @Test
    void everySettingCanBeGiven() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "secret\n");
        HttpGeneratorSettings settings = GenerationSetup.settings(config(Map.of(
                "tandem.generation.url", "http://vllm:8000/v1",
                "tandem.generation.key", "other",
                "tandem.generation.key-file", key.toString(),
                "tandem.generation.timeout", "10s",
                "tandem.generation.call-timeout", "1m",
                "tandem.generation.attempts", "2",
                "tandem.generation.max-in-flight-requests", "3",
                "tandem.generation.max-prompt-bytes", "1M",
                "tandem.generation.max-answer-bytes", "2M"))).orElseThrow();
        assertThat(settings.base()).isEqualTo(URI.create("http://vllm:8000/v1"));
        assertThat(settings.key()).hasValue("secret");
        assertThat(settings.maxPromptBytes()).isEqualTo(1 << 20);
        assertThat(settings.maxAnswerBytes()).isEqualTo(2 << 20);
        assertThat(settings.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.limits().callTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.limits().attempts()).isEqualTo(2);
        assertThat(settings.limits().inFlightRequests()).isEqualTo(3);
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String url : List.of(
                "vllm:8000", "ftp://vllm/v1", "http://user:password@vllm/v1", "http://vllm/v1?key=a", "not a url")) {
            assertThatThrownBy(() -> GenerationSetup.settings(config(Map.of("tandem.generation.url", url))))
                    .isInstanceOf(TandemException.class)
                    .hasMessageContaining("tandem.generation");
        }
        assertThatThrownBy(() -> GenerationSetup.settings(config(Map.of(
                        "tandem.generation.url", "http://vllm/v1", "tandem.generation.key-file", folder.resolve("none").toString()))))
                .hasMessageContaining("key-file");
    }
}
