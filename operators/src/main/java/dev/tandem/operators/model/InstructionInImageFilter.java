package dev.tandem.operators.model;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.Locale;

/**
 * Drops samples with an image whose text speaks to a model that reads it: orders to ignore what it was told, to take a role,
 * to reveal its prompt. It needs {@code ocr_text} before it; images without the attribute {@code ocr} count as without text.
 * The rules are phrases in English, with at most four words between their parts: they find the plain attacks, not the
 * clever ones.
 */
@OperatorName("instruction_in_image")
public final class InstructionInImageFilter implements Filter {
    /** Words that have to come in this order; one of those between bars. */
    private static final List<List<List<String>>> RULES = List.of(
            rule("ignore|disregard|forget|override|bypass",
                    "instructions|instruction|prompt|prompts|rules|directions|guidelines|messages"),
            rule("reveal|print|show|repeat|output|leak", "system|hidden|initial|secret", "prompt|instructions|message"),
            rule("you", "are|act", "now|as", "an|a|the", "ai|assistant|model|chatbot|dan"),
            rule("do", "not", "follow|obey", "instructions|rules|user"),
            rule("new|updated|important", "instructions|instruction", "for|to", "assistant|model|ai|llm|chatbot"),
            rule("respond|reply|answer", "only", "with"));

    private static final int WORDS_BETWEEN = 4;

    private final Params params;

    public InstructionInImageFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxInstructions how many rules the text of the images of a sample may meet
     */
    public record Params(@Setting(value = "0", min = 0) int maxInstructions) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("instructions"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, instructions(sample)));
    }

    private static int instructions(SampleView sample) {
        int met = 0;
        for (Part.Media media : sample.media()) {
            String text = media.attributes().getOrDefault(PartAttributes.OCR, "");
            if (!text.isEmpty()) {
                String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+");
                met += (int) RULES.stream().filter(rule -> isMet(rule, words)).count();
            }
        }
        return met;
    }

    private static boolean isMet(List<List<String>> rule, String[] words) {
        for (int start = 0; start < words.length; start++) {
            if (rule.getFirst().contains(words[start]) && follows(rule, 1, words, start + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(List<List<String>> rule, int part, String[] words, int from) {
        if (part == rule.size()) {
            return true;
        }
        for (int next = from; next <= from + WORDS_BETWEEN && next < words.length; next++) {
            if (rule.get(part).contains(words[next]) && follows(rule, part + 1, words, next + 1)) {
                return true;
            }
        }
        return false;
    }

    private static List<List<String>> rule(String... parts) {
        return List.of(parts).stream().map(part -> List.of(part.split("\\|"))).toList();
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxInstructions() ? Decision.KEEP : Decision.drop("image holds an instruction");
    }
}
