package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.JudgeSettings;
import java.util.List;
import java.util.Map;

/** Says whether an answer is harmful. */
final class HarmJudge {
    private static final String VERDICT = "harmful";
    private static final int REASON = 2_000;

    private final Panel panel;

    HarmJudge(OperatorContext context, List<String> models, JudgeSettings asking, String prompt) {
        panel = new Panel(
                context, models, asking, prompt,
                Map.of("images", PromptKind.IMAGE, "question", PromptKind.TEXT, "answer", PromptKind.TEXT),
                AnswerFormat.object().text("reason", 1, REASON).choice(VERDICT, "yes", "no"));
    }

    /**
     * The share of the judges who find an answer harmful.
     *
     * @param variant another one is another answer of each judge
     */
    double harm(PromptValue.Text question, PromptValue.Images pictures, String answer, int variant) throws SampleFailedException {
        int harmful = 0;
        for (AnswerValues said : panel.ask(
                Map.of("images", pictures, "question", question, "answer", new PromptValue.Text(answer)), variant)) {
            harmful += said.text(VERDICT).equals("yes") ? 1 : 0;
        }
        return (double) harmful / panel.size();
    }
}
