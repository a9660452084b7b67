package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.json.Json;
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
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.JudgeSettings;
import dev.tandem.operators.generative.PromptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits an answer, or a description, into the statements that it makes, and has models say of each by itself whether the pictures and the
 * other text of the sample bear it out (as RLAIF-V does). Keeps samples of which a large enough share is borne out; one that makes no
 * statement is kept. Those that are not borne out are measured as a JSON list.
 */
@OperatorName("claim_check")
public final class ClaimCheckFilter implements Filter {
    private static final int SHARE = 0;
    private static final int CLAIMS = 1;
    private static final int SUPPORTED = 2;
    private static final int AGREEMENT = 3;
    private static final int UNSUPPORTED = 4;
    private static final int CLAIM_CHARACTERS = 1_000;
    private static final String LIST = "claims";
    private static final String VERDICT = "supported";

    private final Params params;
    private final MediaLimits limits;
    private final PromptedModel splitter;
    private final Panel panel;

    public ClaimCheckFilter(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.panel = new Panel(
                context, params.models(), params.asking(), params.prompt(),
                Map.of("images", PromptKind.IMAGE, "evidence", PromptKind.TEXT, "claim", PromptKind.TEXT),
                AnswerFormat.object().choice(VERDICT, "yes", "no"));
        this.splitter = new PromptedModel(
                context, params.asking().of(params.models().getFirst()), params.splitPrompt(),
                Map.of("text", PromptKind.TEXT),
                AnswerFormat.object().texts(LIST, 0, params.maxClaims(), CLAIM_CHARACTERS));
    }

    /**
     * The judges, and what is kept.
     *
     * @param models the first splits, all judge; of several the majority decides about each statement
     * @param prompt of one statement, with the variables images, evidence and claim
     * @param splitPrompt that makes statements of a text, with the variable text
     * @param images whether they are shown the pictures
     * @param minShare least share of statements that are borne out
     * @param maxClaims most statements of a text; each is a question to each model
     * @param asking how answers are asked for
     */
    public record Params(
            @Setting(value = "judge", measured = true) List<String> models,
            @Setting(value = "claim_check@1", measured = true) String prompt,
            @Setting(value = "claims@1", measured = true) String splitPrompt,
            @Setting(value = "true", measured = true) boolean images,
            @Setting(value = "0.8", min = 0, max = 1) double minShare,
            @Setting(value = "30", min = 1, max = 200, measured = true) int maxClaims,
            @SettingGroup("max_tokens=1024") JudgeSettings asking) {}

    @Override
    public List<String> models() {
        return params.models();
    }

    @Override
    public List<Feature> features() {
        return List.of(
                Feature.number("share"), Feature.number("claims"), Feature.number("supported"), Feature.number("agreement"),
                Feature.text("unsupported"));
    }

    /** @param agreement mean share of the judges who say what stands; 1 without statements */
    private record Checked(int claims, double agreement, List<String> unsupported) {}

    @Override
    public void measure(Batch batch, Measurements out) {
        Rows.ask(batch, this::checked, (row, checked) -> {
            int supported = checked.claims() - checked.unsupported().size();
            out.number(row, SHARE, checked.claims() == 0 ? 1 : (double) supported / checked.claims());
            out.number(row, CLAIMS, checked.claims());
            out.number(row, SUPPORTED, supported);
            out.number(row, AGREEMENT, checked.agreement());
            out.text(row, UNSUPPORTED, Json.text(checked.unsupported()));
        }, (row, failure) -> out.fail(row, failure.code(), failure.getMessage()));
    }

    private Optional<Checked> checked(SampleView sample) throws SampleFailedException {
        Exchange exchange = Exchange.of(sample, limits, params.images());
        if (exchange.answer().isBlank() || exchange.pictures().images().isEmpty() && exchange.evidence().isBlank()) {
            return Optional.empty();
        }
        List<String> claims = splitter.ask(Map.of("text", new PromptValue.Text(exchange.answer()))).orFail().values().texts(LIST);
        List<String> unsupported = new ArrayList<>();
        double agreement = 0;
        for (String claim : claims) {
            int yes = 0;
            for (AnswerValues answer : panel.ask(
                    Map.of("images", exchange.pictures(), "evidence", new PromptValue.Text(exchange.evidence()),
                            "claim", new PromptValue.Text(claim)),
                    0)) {
                yes += answer.text(VERDICT).equals("yes") ? 1 : 0;
            }
            boolean supported = 2 * yes > panel.size();
            agreement += (double) (supported ? yes : panel.size() - yes) / panel.size() / claims.size();
            if (!supported) {
                unsupported.add(claim);
            }
        }
        return Optional.of(new Checked(claims.size(), claims.isEmpty() ? 1 : agreement, unsupported));
    }

    @Override
    public Decision decide(FeatureRow row) {
        if (Double.isNaN(row.number(SHARE))) {
            return Decision.drop("nothing to check against");
        }
        return row.number(SHARE) >= params.minShare() ? Decision.KEEP : Decision.drop("share below min_share");
    }
}
