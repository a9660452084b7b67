package dev.tandem.operators.judges;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.JudgeSettings;
import dev.tandem.operators.generative.PromptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One model or several that are asked the same. Where one of them gives no answer in the right form, the sample fails. */
final class Panel {
    private final List<PromptedModel> judges;

    /**
     * A panel.
     *
     * @param models names of their contracts
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when there is none
     */
    Panel(
            OperatorContext context, List<String> models, JudgeSettings asking, String prompt, Map<String, PromptKind> offered,
            AnswerFormat format) {
        if (models.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "A judge needs a model; name one or more");
        }
        judges = models.stream()
                .map(model -> new PromptedModel(context, asking.of(model), prompt, offered, format))
                .toList();
    }

    int size() {
        return judges.size();
    }

    /** What each says, in order. */
    List<AnswerValues> ask(Map<String, PromptValue> values, int variant) throws SampleFailedException {
        List<AnswerValues> answers = new ArrayList<>();
        for (PromptedModel judge : judges) {
            answers.add(judge.ask(values, variant, PromptedModel.Check.NONE).orFail().values());
        }
        return answers;
    }
}
