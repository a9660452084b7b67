package dev.tandem.operators.generative;

import dev.tandem.core.inference.Allowance;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * How a model that writes is asked; a group of settings.
 *
 * @param maxTokens greatest length of an answer, in tokens
 * @param temperature 0 for the likeliest text, which judges give in any case
 * @param attempts answers that are asked for, each with another seed, until one has the form that is asked for
 * @param seed another seed is another answer
 * @param round number of the round of development that things are made in; 0 for none
 * @param budget what the run may spend here, such as calls=1000, tokens=2000000, items=500, seconds=3600, or cost=12.5 with
 *     call_price, read_price and written_price (of a million tokens)
 */
public record WriterSettings(
        @Setting(value = "512", min = 1, max = 32_768) int maxTokens,
        @Setting(value = "0", min = 0, max = 2) double temperature,
        @Setting(value = "3", min = 1, max = 10) int attempts,
        @Setting("42") long seed,
        @Setting(value = "0", min = 0, max = 1_000_000) int round,
        @Setting("") List<String> budget) {
    /** @param model name of its contract */
    public PromptedModel.Settings of(String model) {
        return new PromptedModel.Settings(model, maxTokens, temperature, attempts, seed, round, Allowance.of(budget));
    }

    /** For the judges of what is written. */
    public JudgeSettings judging() {
        return new JudgeSettings(maxTokens, 0, attempts, seed, budget);
    }
}
