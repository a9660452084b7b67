package dev.tandem.operators.decontamination;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.evaluation.EvaluationReference;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops text that means what an item of an evaluation set means, in whatever words: a sentence model makes vectors of each item, its
 * question with each of its answers, and of the pieces of the text, and the greatest cosine between the two stands with the
 * sample, with the set and the item. It finds paraphrases and translations that share no run of words, which
 * {@code decontaminate} looks for; it also finds texts on the same subject, so the limit has to be chosen by looking at what goes.
 * Every piece is compared with every item: with sets of many thousand items that takes longer than the model.
 */
@OperatorName("decontaminate_embeddings")
public final class DecontaminateEmbeddingsFilter implements Filter {
    /** A worker has the vectors of some sets made once, as long as there is room for them. */
    private static final long HELD_BYTES = 256L << 20;
    private static final Cache<Known, EvaluationVectors> HELD = Caffeine.newBuilder()
            .maximumWeight(HELD_BYTES)
            .weigher((Known known, EvaluationVectors vectors) -> vectors.bytes())
            .softValues()
            .build();

    private static final int SIMILARITY = 0;
    private static final int SET = 1;
    private static final int ITEM = 2;

    private final Params params;
    private final EvaluationSets sets;
    private final Inference inference;

    public DecontaminateEmbeddingsFilter(Params params, OperatorContext context) {
        this.params = params;
        this.sets = context.evaluationSets();
        this.inference = context.inference();
    }

    /**
     * What text is compared with, and how like it may be.
     *
     * @param evalSets names of evaluation sets, or versions of them as {@code name@digest}
     * @param model the sentence model to ask
     * @param maxSimilarity largest cosine of a text that stays
     * @param pieceLength characters of a piece, cut behind a word: about as much as the model reads
     * @param maxPieces pieces of a text that are compared, from its beginning
     */
    public record Params(
            @Setting(value = "", measured = true) List<String> evalSets,
            @Setting(value = "minilm", measured = true) String model,
            @Setting(value = "0.9", min = -1, max = 1) double maxSimilarity,
            @Setting(value = "800", min = 50, max = 32_768, measured = true) int pieceLength,
            @Setting(value = "32", min = 1, max = 10_000, measured = true) int maxPieces) {}

    /** What vectors are of. */
    private record Known(List<String> sets, Digest model) {}

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("similarity"), Feature.text("eval_set"), Feature.text("eval_item"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        EvaluationVectors known = HELD.get(new Known(params.evalSets(), inference.modelDigest(params.model())), this::load);
        for (int row = 0; row < batch.size(); row++) {
            // The pieces of one sample at a time: those of a batch of long ones together would be many.
            List<String> pieces = pieces(batch.samples().get(row).text());
            if (pieces.isEmpty()) {
                continue;
            }
            EvaluationVectors.Found nearest = EvaluationVectors.Found.NOTHING;
            for (float[] vector : inference.embedTexts(params.model(), pieces)) {
                nearest = known.nearer(vector, nearest);
            }
            if (nearest != EvaluationVectors.Found.NOTHING) {
                out.number(row, SIMILARITY, nearest.similarity());
                out.text(row, SET, nearest.set());
                out.text(row, ITEM, nearest.item());
            }
        }
    }

    private EvaluationVectors load(Known known) {
        EvaluationVectors.Builder vectors = new EvaluationVectors.Builder(texts -> inference.embedTexts(params.model(), texts));
        for (String set : known.sets()) {
            EvaluationReference reference = EvaluationReference.parse(set);
            vectors.add(reference.name(), sets.load(reference.version()));
        }
        return vectors.build();
    }

    private List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length() && pieces.size() < params.maxPieces(); ) {
            int end = end(text, from);
            String piece = text.substring(from, end).strip();
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            from = end;
        }
        return pieces;
    }

    /** Behind the last white space that fits, if there is one, and never within a surrogate pair. */
    private int end(String text, int from) {
        int most = from + params.pieceLength();
        if (most >= text.length()) {
            return text.length();
        }
        for (int end = most; end > from + 1; end--) {
            if (Character.isWhitespace(text.charAt(end - 1))) {
                return end;
            }
        }
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(SIMILARITY) > params.maxSimilarity() ? Decision.drop("means an item of an evaluation set") : Decision.KEEP;
    }
}
