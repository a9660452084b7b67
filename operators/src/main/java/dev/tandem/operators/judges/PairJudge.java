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

/** Judges two answers in both orders: whoever wins in one order alone has not won. */
final class PairJudge {
    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String TIE = "tie";
    static final String WINNER = "winner";

    private static final int REASON = 4_000;

    private final Panel panel;

    PairJudge(OperatorContext context, List<String> models, JudgeSettings asking, String prompt) {
        panel = new Panel(
                context, models, asking, prompt,
                Map.of("images", PromptKind.IMAGE, "question", PromptKind.TEXT, FIRST, PromptKind.TEXT, SECOND, PromptKind.TEXT),
                AnswerFormat.object().text("reason", 1, REASON).choice(WINNER, FIRST, SECOND, TIE));
    }

    /**
     * What judges say of two answers.
     *
     * @param preference 1 for the one, -1 for the other, 0 for a tie: of most judges, where as many say one as the other a tie
     * @param given what they say of the given order, on average: 1 where whatever stood first wins, -1 where the second does
     * @param swapped the same of the other order
     * @param agreement share of the judges who say what stands
     */
    record Verdict(int preference, double given, double swapped, double agreement) {}

    /** @param variant another one is another answer of each judge */
    Verdict judge(PromptValue.Text question, PromptValue.Images pictures, String a, String b, int variant) throws SampleFailedException {
        List<AnswerValues> given = panel.ask(values(question, pictures, a, b), variant);
        List<AnswerValues> swapped = panel.ask(values(question, pictures, b, a), variant);
        int[] votes = new int[given.size()];
        double ofGiven = 0;
        double ofSwapped = 0;
        int sum = 0;
        for (int judge = 0; judge < votes.length; judge++) {
            int first = place(given.get(judge));
            int second = place(swapped.get(judge));
            ofGiven += first;
            ofSwapped += second;
            votes[judge] = first == -second ? first : 0;
            sum += votes[judge];
        }
        int preference = preference(votes, sum);
        int same = 0;
        for (int vote : votes) {
            same += vote == preference ? 1 : 0;
        }
        return new Verdict(preference, ofGiven / votes.length, ofSwapped / votes.length, (double) same / votes.length);
    }

    /** More than half of them must say the same, ties included. */
    private static int preference(int[] votes, int sum) {
        int same = 0;
        for (int vote : votes) {
            same += vote == Integer.signum(sum) ? 1 : 0;
        }
        return 2 * same > votes.length ? Integer.signum(sum) : 0;
    }

    private static Map<String, PromptValue> values(PromptValue.Text question, PromptValue.Images pictures, String first, String second) {
        return Map.of(
                "images", pictures, "question", question, FIRST, new PromptValue.Text(first), SECOND, new PromptValue.Text(second));
    }

    private static int place(AnswerValues answer) {
        return switch (answer.text(WINNER)) {
            case FIRST -> 1;
            case SECOND -> -1;
            default -> 0;
        };
    }
}
