package dev.tandem.operators.text;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps samples by the share of letters and digits: code points that are letters or numbers in Unicode 14 over all code
 * points; 0 for empty text. With tokenization it is letters over tokens, which is no share: it grows with the length of
 * tokens, so that text which a tokenizer has no words for has a small one.
 */
@OperatorName(value = "alphanumeric", version = 2)
public final class AlphanumericFilter implements Filter {
    private final Params params;
    private final Inference inference;

    public AlphanumericFilter(Params params, OperatorContext context) {
        if (!params.tokenization() && params.minRatio() > 1) {
            throw new IllegalArgumentException(
                    "parameter 'min_ratio' is a share up to 1 without 'tokenization', found " + params.minRatio());
        }
        this.params = params;
        this.inference = context.inference();
    }

    /**
     * Limits.
     *
     * @param tokenization whether letters are counted over tokens
     * @param minRatio smallest ratio kept
     * @param maxRatio largest ratio kept
     * @param hfTokenizer with tokenization, the model whose {@code tokenizer.json} cuts the tokens
     */
    public record Params(
            @Setting(value = "false", measured = true) boolean tokenization,
            @Setting(value = "0.25", min = 0) double minRatio,
            @Setting(value = "Infinity", min = 0) double maxRatio,
            @Setting(value = "minilm", measured = true) String hfTokenizer) {}

    @Override
    public List<String> models() {
        return params.tokenization() ? List.of(params.hfTokenizer()) : List.of();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number(feature()));
    }

    private String feature() {
        return params.tokenization() ? "alpha_token_ratio" : "alnum_ratio";
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        if (!params.tokenization()) {
            batch.forEach(out, (row, sample) -> {
                CharacterKinds kinds = sample.derive(CharacterKinds.OF);
                out.number(row, 0, kinds.share(kinds.alphanumeric()));
            });
            return;
        }
        TextTokenizer tokenizer = TextTokenizer.of(inference, params.hfTokenizer());
        batch.forEach(out, (row, sample) -> {
            int tokens = sample.derive(tokenizer.count());
            out.number(row, 0, tokens == 0 ? 0 : (double) sample.derive(CharacterKinds.OF).letters() / tokens);
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                feature(), row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }
}
