package dev.tandem.operators.generative;

import dev.tandem.core.inference.Allowance;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * How a model that judges is asked; a group of settings.
 *
 * @param maxTokens greatest length of an answer, in tokens
 * @param temperature 0 for the likeliest answer
 * @param attempts answers that are asked for, each with another seed, until one has the form that is asked for
 * @param seed another seed is another answer
 * @param budget what the run may spend here, such as calls=1000, tokens=2000000, seconds=3600, or cost=12.5 with call_price,
 *     read_price and written_price (of a million tokens)
 */
public record JudgeSettings(
        @Setting(value = "512", min = 1, max = 32_768, measured = true) int maxTokens,
        @Setting(value = "0", min = 0, max = 2, measured = true) double temperature,
        @Setting(value = "3", min = 1, max = 10, measured = true) int attempts,
        @Setting(value = "42", measured = true) long seed,
        @Setting("") List<String> budget) {
    /** @param model name of its contract */
    public PromptedModel.Settings of(String model) {
        return new PromptedModel.Settings(model, maxTokens, temperature, attempts, seed, 0, Allowance.of(budget));
    }
}
