package dev.tandem.operators.generative;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.model.Cosine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Gives questions examples of how such questions are answered, for training in context: of a pool of pairs that a person chose, those
 * that are like the question and unlike each other (maximal marginal relevance, Carbonell and Goldstein, 1998), as many as fit. They
 * become an attribute of the question, the likest one last. Examples that ask the very same are left out. Only a sentence model is asked.
 */
@OperatorName("demonstrations")
public final class DemonstrationsMapper implements AttributeMapper {
    private static final String ARROW = "=>";
    /** What tokenizers make of text is not known here: about four bytes of it are a token. */
    private static final int BYTES_OF_TOKEN = 4;

    private final Params params;
    private final Inference inference;
    private final List<Pair> pool;
    private float[][] vectors;

    private record Pair(String question, String answer) {
        static Pair of(String words) {
            int arrow = words.indexOf(ARROW);
            if (arrow < 1) {
                throw new IllegalArgumentException("'pool' must have pairs such as 'question => answer', found '" + words + "'");
            }
            return new Pair(words.substring(0, arrow).strip(), words.substring(arrow + ARROW.length()).strip());
        }

        private String shown() {
            return "Q: " + question + "\nA: " + answer;
        }

        private int tokens() {
            return (shown().getBytes(StandardCharsets.UTF_8).length + BYTES_OF_TOKEN - 1) / BYTES_OF_TOKEN;
        }
    }

    public DemonstrationsMapper(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
        this.pool = params.pool().stream().map(Pair::of).toList();
    }

    /**
     * What is chosen from, and how.
     *
     * @param pool pairs, each as {@code question => answer}
     * @param count most examples of a question
     * @param diversity 0 for those most like the question, 1 for those most unlike each other
     * @param maxTokens of the examples of a question together, a token taken for four bytes
     * @param textModel the sentence model
     * @param field the attribute that is written
     */
    public record Params(
            @Setting("What is one and one? => Two,Which animal barks? => A dog") List<String> pool,
            @Setting(value = "4", min = 1, max = 100) int count,
            @Setting(value = "0.3", min = 0, max = 1) double diversity,
            @Setting(value = "1024", min = 1, max = 1_000_000) int maxTokens,
            @Setting("minilm") String textModel,
            @Setting("demonstrations") String field) {}

    @Override
    public List<String> models() {
        return List.of(params.textModel());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        List<Asked> asked = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            question(row, batch.samples().get(row), asked);
        }
        if (asked.isEmpty()) {
            return;
        }
        if (vectors == null) {
            vectors = inference.embedTexts(params.textModel(), pool.stream().map(Pair::question).toList());
        }
        float[][] questions = inference.embedTexts(params.textModel(), asked.stream().map(Asked::text).toList());
        for (int i = 0; i < questions.length; i++) {
            out.add(asked.get(i).row(), asked.get(i).part(), params.field(), shown(chosen(asked.get(i).text(), questions[i])));
        }
    }

    private record Asked(int row, int part, String text) {}

    /** The first question of a sample; its text, where it has none. */
    private static void question(int row, SampleView sample, List<Asked> asked) {
        int found = -1;
        for (int part = sample.parts().size() - 1; part >= 0; part--) {
            if (sample.parts().get(part) instanceof Part.Text text && !text.text().isBlank()) {
                boolean isQuestion = PartAttributes.QUESTION.equals(text.attributes().get(PartAttributes.ROLE));
                boolean other = found >= 0
                        && PartAttributes.QUESTION.equals(sample.parts().get(found).attributes().get(PartAttributes.ROLE));
                found = isQuestion || !other ? part : found;
            }
        }
        if (found >= 0) {
            asked.add(new Asked(row, found, ((Part.Text) sample.parts().get(found)).text()));
        }
    }

    private String shown(List<Integer> chosen) {
        StringJoiner shown = new StringJoiner("\n\n");
        chosen.reversed().forEach(pair -> shown.add(pool.get(pair).shown()));
        return shown.toString();
    }

    private List<Integer> chosen(String question, float[] vector) {
        List<Integer> chosen = new ArrayList<>();
        int tokens = 0;
        boolean[] out = new boolean[pool.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = AnswerText.same(pool.get(i).question(), question);
        }
        while (chosen.size() < params.count()) {
            int best = best(vector, chosen, out, params.maxTokens() - tokens);
            if (best < 0) {
                break;
            }
            chosen.add(best);
            out[best] = true;
            tokens += pool.get(best).tokens();
        }
        return chosen;
    }

    private int best(float[] vector, List<Integer> chosen, boolean[] out, int room) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < out.length; i++) {
            if (out[i] || pool.get(i).tokens() > room) {
                continue;
            }
            double like = 0;
            for (int other : chosen) {
                like = Math.max(like, Cosine.of(vectors[i], vectors[other]));
            }
            double score = (1 - params.diversity()) * Cosine.of(vectors[i], vector) - params.diversity() * like;
            if (score > most) {
                most = score;
                best = i;
            }
        }
        return best;
    }
}
