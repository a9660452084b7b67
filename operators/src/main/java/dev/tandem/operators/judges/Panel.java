package dev.tandem.operators.judges;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import dev.tandem.operators.generative.PromptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One model or several that are asked the same. Where one of them gives no answer in the right form, the sample fails. */
final class Panel {
    private final List<PromptedModel> judges;

    /**
     * How they are asked; as the parameters of operators have it.
     *
     * @param models names of their contracts
     */
    record Asking(List<String> models, int maxTokens, double temperature, int attempts, long seed, List<String> budget) {
        Asking {
            if (models.isEmpty()) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "A judge needs a model; name one or more");
            }
        }
    }

    Panel(OperatorContext context, Asking asking, String prompt, Map<String, PromptKind> offered, AnswerFormat format) {
        judges = asking.models().stream()
                .map(model -> new PromptedModel(
                        context,
                        new PromptedModel.Settings(model, asking.maxTokens(), asking.temperature(), asking.attempts(), asking.seed(), 0,
                                asking.budget()),
                        prompt, offered, format))
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
