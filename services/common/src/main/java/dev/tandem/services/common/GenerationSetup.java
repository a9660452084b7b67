package dev.tandem.services.common;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.HttpGeneratorSettings;
import dev.tandem.core.inference.InferenceSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the configuration says of the endpoint for models that write, as its client takes it. */
final class GenerationSetup {
    private static final Growth BACKOFF = new Growth(Duration.ofMillis(500), Duration.ofSeconds(20));

    private GenerationSetup() {}

    /**
     * Empty where there is no endpoint.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when a setting is not right
     */
    static Optional<HttpGeneratorSettings> settings(GenerationConfig config) {
        return config.url().map(address -> {
            try {
                return settings(config, URI.create(address));
            } catch (IllegalArgumentException e) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "tandem.generation is not set rightly: " + e.getMessage(), e);
            }
        });
    }

    private static HttpGeneratorSettings settings(GenerationConfig config, URI base) {
        int promptBytes = Math.toIntExact(config.maxPromptBytes().asLongValue());
        InferenceSettings limits = new InferenceSettings(
                config.timeout(), config.callTimeout(), config.timeout(), Duration.ZERO, config.attempts(), BACKOFF, BACKOFF,
                config.maxInFlightRequests(), Math.multiplyExact(2, promptBytes));
        return new HttpGeneratorSettings(
                base, key(config), promptBytes, Math.toIntExact(config.maxAnswerBytes().asLongValue()), limits);
    }

    private static Optional<String> key(GenerationConfig config) {
        return config.keyFile().map(file -> {
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException e) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                        "The file '" + file + "' of tandem.generation.key-file cannot be read: " + e.getMessage(), e);
            }
        }).or(config::key);
    }
}
