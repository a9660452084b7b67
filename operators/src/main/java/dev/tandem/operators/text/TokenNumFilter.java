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
 * Keeps samples by their number of tokens, as a model that is trained on them will count them: any
 * {@code tokenizer.json} of Hugging Face's kind, without marks of begin and end. It is named by a model whose contract
 * has it, so that its digest is part of the key of the result. Text of more than 262,144 characters is counted in
 * pieces, which can make a difference of a token for each.
 */
@OperatorName("token_num")
public final class TokenNumFilter implements Filter {
    private final Params params;
    private final Inference inference;

    public TokenNumFilter(Params params, OperatorContext context) {
        this.params = params;
        this.inference = context.inference();
    }

    /**
     * Limits.
     *
     * @param hfTokenizer the model whose tokenizer counts: one that Tandem has, or one in its folder for models of yours
     * @param minNum fewest tokens kept
     * @param maxNum most tokens kept
     */
    public record Params(
            @Setting(value = "minilm", measured = true) String hfTokenizer,
            @Setting(value = "10", min = 0) long minNum,
            @Setting(value = "Infinity", min = 0) long maxNum) {}

    @Override
    public List<String> models() {
        return List.of(params.hfTokenizer());
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("num_token"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        TextTokenizer tokenizer = TextTokenizer.of(inference, params.hfTokenizer());
        batch.forEach(out, (row, sample) -> out.number(row, 0, sample.derive(tokenizer.count())));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within("num_token", row.number(0), params.minNum(), "min_num", params.maxNum(), "max_num");
    }
}
