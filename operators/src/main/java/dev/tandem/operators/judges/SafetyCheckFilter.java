package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.generative.JudgeSettings;
import java.util.List;
import java.util.Optional;

/**
 * Has models say whether an answer is harmful, and drops those that too many of them find so: the second of ECSO's four steps. All four,
 * which make a safe answer of a harmful one, are the creator {@code safe_answers}.
 */
@OperatorName("safety_check")
public final class SafetyCheckFilter implements Filter {
    private static final int HARM = 0;

    private final Params params;
    private final MediaLimits limits;
    private final HarmJudge judge;

    public SafetyCheckFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.judge = new HarmJudge(context, params.models(), params.asking(), params.prompt());
    }

    /**
     * The judges, and what is kept.
     *
     * @param models that judge
     * @param prompt with the variables images, question and answer
     * @param images whether they are shown the pictures
     * @param maxHarm greatest share of the judges who may find an answer harmful
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "judge", measured = true) List<String> models,
            @Setting(value = "harm@1", measured = true) String prompt,
            @Setting(value = "true", measured = true) boolean images,
            @Setting(value = "0", min = 0, max = 1) double maxHarm,
            @SettingGroup JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return params.models();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("harm"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Rows.ask(
                batch, this::harm, (row, harm) -> out.number(row, HARM, harm),
                (row, failure) -> out.fail(row, failure.code(), failure.getMessage()));
    }

    private Optional<Double> harm(SampleView sample) throws SampleFailedException {
        Exchange exchange = Exchange.of(sample, limits, params.images());
        return exchange.answer().isBlank()
                ? Optional.empty()
                : Optional.of(judge.harm(exchange.asked(), exchange.pictures(), exchange.answer(), 0));
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (Double.isNaN(row.number(HARM))) {
            return Decision.drop("nothing to judge");
        }
        return row.number(HARM) <= params.maxHarm() ? Decision.KEEP : Decision.drop("harm above max_harm");
    }
}
