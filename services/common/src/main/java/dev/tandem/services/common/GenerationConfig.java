package dev.tandem.services.common;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** An endpoint of the chat completions protocol, for models that write: vLLM and the like. */
@ConfigMapping(prefix = "tandem.generation")
public interface GenerationConfig {
    /**
     * Its address, such as {@code http://vllm:8000/v1}. Models whose contracts have no inputs are asked there, under their names.
     * Without it they cannot be asked; models that Triton serves can.
     */
    Optional<String> url();

    /** Sent as bearer token. Without it, and without {@code key-file}, none is sent. */
    Optional<String> key();

    /** File with the key, for secrets that are mounted. */
    Optional<String> keyFile();

    /** Longest wait for one answer. It cannot be turned off. */
    @WithDefault("2m")
    Duration timeout();

    /**
     * Longest time that an operator waits for one answer, all attempts included. Keep it below five minutes, after which a silent
     * activity is given up and started again. It cannot be turned off.
     */
    @WithDefault("4m")
    Duration callTimeout();

    /** How often a prompt is sent at most, if the endpoint does not answer or has too much to do; {@code 1} turns retries off. */
    @WithDefault("4")
    int attempts();

    /** Prompts that this process has under way at a time; work beyond waits. It cannot be turned off. */
    @WithDefault("8")
    int maxInFlightRequests();

    /** Bytes of a prompt, images included; one that is larger fails its sample. */
    @WithDefault("32M")
    MemorySize maxPromptBytes();

    /** Bytes of an answer; one that is larger is not used. */
    @WithDefault("4M")
    MemorySize maxAnswerBytes();
}
