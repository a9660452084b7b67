package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.RunRecord;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Locale;

/** Which changes of a run are refused; messages say what was found, what was expected, and what to do. */
final class ChangeRules {
    /** Most shards at a time: as many as a recipe may ask for. */
    static final int MAX_PARALLELISM = 10_000;

    private static final String SUBMIT = "Submit the recipe with the new value: what does not depend on it is reused.";

    private ChangeRules() {}

    static void checkNotFinished(RunRecord run) {
        if (run.status().finished()) {
            throw refused("The run '" + run.run() + "' is " + run.status().name().toLowerCase(Locale.ROOT)
                    + "; only a run that is running or paused can be changed. " + SUBMIT);
        }
    }

    static void check(CurationChange change, RunRecord run, RunProgress progress) {
        checkNotFinished(run);
        change.parallelism().ifPresent(wanted -> {
            if (wanted < 1 || wanted > MAX_PARALLELISM) {
                throw refused("'concurrency' must be a number from 1 to " + MAX_PARALLELISM + " (shards at a time), found " + wanted);
            }
        });
        change.plan().ifPresent(plan -> {
            if (!plan.before().equals(run.plan())) {
                throw refused("The plan of the run '" + run.run() + "' was changed meanwhile: expected " + plan.before().abbreviated()
                        + ", found " + run.plan().abbreviated() + ". Ask again, so that both changes hold.");
            }
            plan.settings().forEach(setting -> checkNotStarted(setting, progress));
        });
        if (change.parallelism().isEmpty() && change.plan().isEmpty() && change.budget().isEmpty()) {
            throw refused("Nothing to change; expected a concurrency, a budget, or parameters as stage.operator.parameter");
        }
    }

    /** A run that waits for a larger budget would wait again at once. */
    static void checkNotSpent(List<String> waiting) {
        waiting.stream().findFirst().ifPresent(reason -> {
            throw refused(reason);
        });
    }

    static void check(CurationChange change, Budget budget) {
        change.budget().ifPresent(other -> {
            other.inferenceCalls().ifPresent(calls -> {
                if (calls < 0) {
                    throw refused("'inference_calls' must be a number from 0, found " + calls);
                }
            });
            other.cost().ifPresent(cost -> {
                if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
                    throw refused("'cost' must be a number from 0, found " + cost);
                }
                if (budget.prices().isEmpty()) {
                    throw refused("'cost' needs prices, and the run's recipe has none in 'limits: prices'. " + SUBMIT);
                }
            });
        });
    }

    private static void checkNotStarted(PlanChange.Setting setting, RunProgress progress) {
        if (progress.stage(setting.stage()).stream().anyMatch(RunProgress.Step::hasStarted)) {
            List<String> ahead = progress.stagesAhead();
            throw refused("'" + setting.name() + "' cannot be changed any more: the stage '" + setting.stage()
                    + "' has started; expected a stage that has not: "
                    + (ahead.isEmpty() ? "there is none left" : String.join(", ", ahead)) + ". " + SUBMIT);
        }
    }

    private static ApplicationFailure refused(String message) {
        return RunProgress.failure(ErrorCode.INVALID_ARGUMENT, message);
    }
}
