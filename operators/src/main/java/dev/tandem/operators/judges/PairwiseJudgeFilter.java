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
 * Has models say which of two answers to a question is the better one, each time in both orders: where the winner changes with the
 * order, it is a tie. Samples have a question, two answers, and pictures where it is about some. What the models said of either order is
 * measured as well, so that {@code ./tandem agreement} tells how far they look at positions and lengths; with several models the
 * majority decides. Samples with another number of answers are dropped.
 */
@OperatorName("pairwise_judge")
public final class PairwiseJudgeFilter implements Filter {
    private static final int PREFERENCE = 0;
    private static final int AGREEMENT = 1;
    private static final int GIVEN = 2;
    private static final int SWAPPED = 3;
    private static final int LENGTHS = 4;

    private final Params params;
    private final MediaLimits limits;
    private final PairJudge judge;

    public PairwiseJudgeFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.judge = new PairJudge(context, params.models(), params.asking(), params.prompt());
    }

    /**
     * The judges, and what is kept.
     *
     * @param models that judge; of several the majority decides
     * @param prompt with the variables images, question, first and second
     * @param images whether they are shown the pictures
     * @param dropTies whether pairs without a winner are dropped
     * @param minAgreement least share of the judges who say what stands
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "judge", measured = true) List<String> models,
            @Setting(value = "pairwise@1", measured = true) String prompt,
            @Setting(value = "true", measured = true) boolean images,
            @Setting("false") boolean dropTies,
            @Setting(value = "0", min = 0, max = 1) double minAgreement,
            @SettingGroup JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return params.models();
    }

    @Override
    public List<Feature> features() {
        return List.of(
                Feature.number("preference"), Feature.number("agreement"), Feature.number("given"), Feature.number("swapped"),
                Feature.number("length_difference"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        Rows.ask(batch, this::judged, (row, verdict) -> {
            out.number(row, PREFERENCE, verdict.of().preference());
            out.number(row, AGREEMENT, verdict.of().agreement());
            out.number(row, GIVEN, verdict.of().given());
            out.number(row, SWAPPED, verdict.of().swapped());
            out.number(row, LENGTHS, verdict.lengths());
        }, (row, failure) -> out.fail(row, failure.code(), failure.getMessage()));
    }

    private record Judged(PairJudge.Verdict of, int lengths) {}

    private Optional<Judged> judged(SampleView sample) throws SampleFailedException {
        Exchange exchange = Exchange.of(sample, limits, params.images());
        if (exchange.answers().size() != 2) {
            return Optional.empty();
        }
        String a = exchange.answers().getFirst();
        String b = exchange.answers().getLast();
        int lengths = a.codePointCount(0, a.length()) - b.codePointCount(0, b.length());
        return Optional.of(new Judged(judge.judge(exchange.asked(), exchange.pictures(), a, b, 0), lengths));
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (Double.isNaN(row.number(PREFERENCE))) {
            return Decision.drop("not two answers");
        }
        if (params.dropTies() && row.number(PREFERENCE) == 0) {
            return Decision.drop("tie");
        }
        return row.number(AGREEMENT) < params.minAgreement() ? Decision.drop("agreement below min_agreement") : Decision.KEEP;
    }
}
