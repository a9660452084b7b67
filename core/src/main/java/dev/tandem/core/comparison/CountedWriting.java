package dev.tandem.core.comparison;

import dev.tandem.core.inference.Allowance;
import dev.tandem.core.inference.ForwardingInference;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.GenerationOptions;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Digest;
import java.util.List;

/** Asks models, and counts what those that write were asked. Thread-safe. */
public final class CountedWriting extends ForwardingInference {
    private Sum sum = Sum.NONE;

    public CountedWriting(Inference asked) {
        super(asked);
    }

    /** Answers, and the tokens that they took as far as their servers tell. */
    public record Sum(long calls, long readTokens, long writtenTokens) {
        static final Sum NONE = new Sum(0, 0, 0);
    }

    /** What was counted since this was called last. */
    public synchronized Sum take() {
        Sum taken = sum;
        sum = Sum.NONE;
        return taken;
    }

    private synchronized void count(Generation answer) {
        sum = new Sum(
                sum.calls + 1, sum.readTokens + answer.promptTokens().orElse(0),
                sum.writtenTokens + answer.writtenTokens().orElse(0));
    }

    private final class Counting implements Generator {
        private final Generator writing;

        Counting(Generator writing) {
            this.writing = writing;
        }

        @Override
        public Generation generate(String model, Prompt prompt, GenerationOptions options) {
            Generation answer = writing.generate(model, prompt, options);
            count(answer);
            return answer;
        }

        @Override
        public Generator within(Allowance allowance) {
            return new Counting(writing.within(allowance));
        }

        @Override
        public void made(Digest item) {
            writing.made(item);
        }

        @Override
        public boolean isAlive(String model) {
            return writing.isAlive(model);
        }
    }

    @Override
    public Generator generator() {
        return new Counting(inference.generator());
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        return inference.infer(model, rows);
    }

    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        return inference.embedTexts(model, texts);
    }
}
