package dev.tandem.operators.text.ngram;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelFile;
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
import dev.tandem.operators.text.Lines;
import dev.tandem.operators.text.english.TextCharacters;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps text that reads like what a language model of n-grams was made of: the perplexity per word, with the ends of lines
 * as words, rounded to one digit; 0 for text without words. Ordinary text has a small one, lists and gibberish a large
 * one. The model is made by {@code tandem train-ngrams} from text that you think good, and stands as a model of yours; numbers
 * compare within one model only, and not with those of Data-Juicer, whose models count pieces of words.
 */
@OperatorName("perplexity")
public final class PerplexityFilter implements Filter {
    private static final Map<Digest, SoftReference<NgramModel>> LOADED = new ConcurrentHashMap<>();

    private final Params params;
    private final Inference inference;
    private final LongArrayList words = new LongArrayList();

    public PerplexityFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
    }

    /**
     * Limits.
     *
     * @param lang language of the text, which names the model where nothing else does: {@code ngram_en}
     * @param minPpl smallest perplexity kept
     * @param maxPpl largest perplexity kept
     * @param model the model; empty for that of the language
     */
    public record Params(
            @Setting(value = "en", measured = true) String lang,
            @Setting(value = "0", min = 0) double minPpl,
            @Setting(value = "1500", min = 0) double maxPpl,
            @Setting(value = "", measured = true) String model) {}

    @Override
    public List<String> models() {
        return List.of(model());
    }

    private String model() {
        return params.model().isEmpty() ? "ngram_" + params.lang() : params.model();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("perplexity"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        NgramModel model = load();
        batch.forEach(out, (row, sample) -> out.number(row, 0, perplexity(model, sample.derive(TextCharacters.OF))));
    }

    private double perplexity(NgramModel model, char[] text) {
        double score = 0;
        long count = 0;
        for (int start = 0; start < text.length; ) {
            int end = Lines.end(text, start);
            words.clear();
            NgramTokens.add(text, start, end, words);
            if (!words.isEmpty()) {
                for (double word : model.scores(words.elements(), 0, words.size())) {
                    score += word;
                    count++;
                }
            }
            start = Lines.next(text, end);
        }
        // The same on every machine, other than Math.pow.
        return count == 0 ? 0 : Math.rint(StrictMath.pow(10, -score / count) * 10) / 10;
    }

    private NgramModel load() {
        Digest digest = inference.modelDigest(model());
        SoftReference<NgramModel> loaded = LOADED.get(digest);
        NgramModel model = loaded == null ? null : loaded.get();
        if (model == null) {
            model = decode(inference.file(model(), ModelFile.WEIGHTS));
            LOADED.put(digest, new SoftReference<>(model));
        }
        return model;
    }

    private NgramModel decode(byte[] file) {
        try {
            return NgramModel.decode(file);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The weights of the model '" + model()
                    + "' are no n-gram model: " + e.getMessage() + ". Make one with TrainNgrams.", e);
        }
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within("perplexity", row.number(0), params.minPpl(), "min_ppl", params.maxPpl(), "max_ppl");
    }
}
