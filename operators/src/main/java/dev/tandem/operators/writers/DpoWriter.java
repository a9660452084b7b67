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
 * Writes preferences as JSON Lines that TRL's DPO trainer reads: {@code prompt}, {@code chosen} and {@code rejected}, and {@code images}
 * where there are pictures, as paths of files beside. Samples have a question, a chosen and a rejected answer. Nothing else is written, so
 * that no two of its files can be compared sample by sample; publish in another format beside for that.
 */
@OperatorName("dpo")
public final class DpoWriter implements Writer {
    private final Params params;

    public DpoWriter(Params params) {
        this.params = params;
    }

    /**
     * The form.
     *
     * @param conversational whether texts are lists of messages with roles; else they are plain texts
     */
    public record Params(@Setting("true") boolean conversational) {}

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        PreferenceLine.write(samples, out, params.conversational() ? DpoWriter::messages : DpoWriter::texts);
    }

    private static Map<String, Object> texts(PreferenceLine line) {
        return Map.of("prompt", line.prompt(), "chosen", line.chosen(), "rejected", line.rejected());
    }

    private static Map<String, Object> messages(PreferenceLine line) {
        return Map.of(
                "prompt", List.of(line.user()),
                "chosen", List.of(line.assistant(line.chosen())),
                "rejected", List.of(line.assistant(line.rejected())));
    }
}
