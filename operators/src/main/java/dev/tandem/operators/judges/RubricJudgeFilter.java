package dev.tandem.operators.judges;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
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
import dev.tandem.core.prompt.AnswerField;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.JudgeSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has models rate answers by several criteria, each with a whole number from 1 to the best, and keeps those that are good enough on
 * average and by each. Its greatest limitation: models agree with people on which of two answers is better more than on numbers; hold
 * some of them against labels with {@code ./tandem agreement}, or use {@code pairwise_judge}.
 */
@OperatorName("rubric_judge")
public final class RubricJudgeFilter implements Filter {
    private static final int SCORE = 0;
    private static final int SPREAD = 1;
    private static final int REASON = 2;
    private static final int METRICS = 3;
    private static final int MOST_METRICS = 20;
    private static final int REASON_CHARACTERS = 4_000;
    private static final String REASON_FIELD = "reason";
    private static final Set<String> OWN = Set.of("score", "spread", REASON_FIELD);

    private final Params params;
    private final MediaLimits limits;
    private final Panel panel;

    public RubricJudgeFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        verify(params.metrics());
        AnswerFormat format = AnswerFormat.object().text(REASON_FIELD, 1, REASON_CHARACTERS);
        for (String metric : params.metrics()) {
            format = format.with(metric, new AnswerField.Whole(1, params.best()));
        }
        this.panel = new Panel(
                context, params.models(), params.asking(), params.prompt(),
                Map.of("images", PromptKind.IMAGE, "question", PromptKind.TEXT, "answer", PromptKind.TEXT, "best", PromptKind.NUMBER),
                format);
    }

    private static void verify(List<String> metrics) {
        boolean named = metrics.stream().allMatch(metric -> metric.matches("[a-z][a-z0-9_]{0,39}") && !OWN.contains(metric));
        if (metrics.isEmpty() || metrics.size() > MOST_METRICS || !named || new HashSet<>(metrics).size() < metrics.size()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "'metrics' are from 1 to " + MOST_METRICS + " different names of lower-case"
                    + " letters, digits and '_', none of them " + OWN + ", found " + metrics);
        }
    }

    /**
     * The judges, what they judge by, and what is kept.
     *
     * @param models that judge; of several the mean counts
     * @param metrics what they judge by, as names that say it
     * @param best the best number, 1 being the worst
     * @param prompt with the variables images, question, answer and best
     * @param images whether they are shown the pictures
     * @param minScore least mean over all criteria
     * @param minEach least number by any of them
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "judge", measured = true) List<String> models,
            @Setting(value = "helpfulness,faithfulness,harmlessness", measured = true) List<String> metrics,
            @Setting(value = "5", min = 2, max = 100, measured = true) int best,
            @Setting(value = "rubric@1", measured = true) String prompt,
            @Setting(value = "true", measured = true) boolean images,
            @Setting(value = "3", min = 0, max = 100) double minScore,
            @Setting(value = "1", min = 0, max = 100) double minEach,
            @SettingGroup("max_tokens=1024") JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return params.models();
    }

    @Override
    public List<Feature> features() {
        List<Feature> features =
                new ArrayList<>(List.of(Feature.number("score"), Feature.number("spread"), Feature.text(REASON_FIELD)));
        params.metrics().forEach(metric -> features.add(Feature.number(metric)));
        return features;
    }

    /**
     * What judges say.
     *
     * @param ratings means over the judges, by criterion
     * @param spread greatest difference between the means of two judges
     */
    private record Rated(double score, double spread, String reason, double[] ratings) {}

    @Override
    public void measure(Batch batch, Measurements out) {
        Rows.ask(batch, this::rated, (row, rated) -> {
            out.number(row, SCORE, rated.score());
            out.number(row, SPREAD, rated.spread());
            out.text(row, REASON, rated.reason());
            for (int metric = 0; metric < rated.ratings().length; metric++) {
                out.number(row, METRICS + metric, rated.ratings()[metric]);
            }
        }, (row, failure) -> out.fail(row, failure.code(), failure.getMessage()));
    }

    private Optional<Rated> rated(SampleView sample) throws SampleFailedException {
        Exchange exchange = Exchange.of(sample, limits, params.images());
        if (exchange.answer().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(rated(panel.ask(
                Map.of(
                        "images", exchange.pictures(), "question", exchange.asked(), "answer", new PromptValue.Text(exchange.answer()),
                        "best", new PromptValue.Number(params.best())),
                0)));
    }

    private Rated rated(List<AnswerValues> answers) {
        double[] ratings = new double[params.metrics().size()];
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (AnswerValues answer : answers) {
            double sum = 0;
            for (int metric = 0; metric < ratings.length; metric++) {
                long rating = answer.whole(params.metrics().get(metric));
                ratings[metric] += (double) rating / answers.size();
                sum += rating;
            }
            least = Math.min(least, sum / ratings.length);
            greatest = Math.max(greatest, sum / ratings.length);
        }
        double score = 0;
        for (double rating : ratings) {
            score += rating / ratings.length;
        }
        return new Rated(score, greatest - least, answers.getFirst().text(REASON_FIELD), ratings);
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (Double.isNaN(row.number(SCORE))) {
            return Decision.drop("nothing to judge");
        }
        for (int metric = 0; metric < params.metrics().size(); metric++) {
            if (!(row.number(METRICS + metric) >= params.minEach())) {
                return Decision.drop(params.metrics().get(metric) + " below min_each");
            }
        }
        return row.number(SCORE) >= params.minScore() ? Decision.KEEP : Decision.drop("score below min_score");
    }
}
