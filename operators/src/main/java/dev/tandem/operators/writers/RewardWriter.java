package dev.tandem.operators.writers;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.Writer;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes preferences as JSON Lines that TRL's reward trainer reads: {@code chosen} and {@code rejected}, each with the question that it
 * answers, and {@code images} where there are pictures, as paths of files beside. Samples have a question, a chosen and a rejected answer.
 */
@OperatorName("reward")
public final class RewardWriter implements Writer {
    private final Params params;

    public RewardWriter(Params params) {
        this.params = params;
    }

    /**
     * The form.
     *
     * @param conversational whether texts are lists of messages with roles; else they are plain texts, the question and a line feed first
     */
    public record Params(@Setting("true") boolean conversational) {}

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        PreferenceLine.write(samples, out, params.conversational() ? RewardWriter::messages : RewardWriter::texts);
    }

    private static Map<String, Object> texts(PreferenceLine line) {
        String before = line.prompt().isEmpty() ? "" : line.prompt() + "\n";
        return Map.of("chosen", before + line.chosen(), "rejected", before + line.rejected());
    }

    private static Map<String, Object> messages(PreferenceLine line) {
        return Map.of(
                "chosen", List.of(line.user(), line.assistant(line.chosen())),
                "rejected", List.of(line.user(), line.assistant(line.rejected())));
    }
}
