package dev.tandem.workflows;

import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds.Serve;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets model servers have the towers of rounds: of each for as long as it may be the best, and in the end those that names point to. */
final class TowerServing {
    private static final String CHANGE = "towers-are-served";

    private final Serve serve;
    private final RoundsActivities training;

    TowerServing(Serve serve, RoundsActivities training) {
        this.serve = serve;
        this.training = training;
    }

    /** Rounds that began before there was this go on without it. */
    private boolean isOn() {
        return serve != Serve.NONE && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    /**
     * Loads the towers of a round that was trained. Where that fails, the rounds go on, and it is tried again before names point to them.
     *
     * @param best key of the best of the rounds before
     */
    List<ServedModels> trained(TrainedRound round, Optional<Digest> best) {
        if (!isOn()) {
            return List.of();
        }
        try {
            return training.serveTowers(of(Optional.of(round.result()), false, best.stream().toList(), round.towers()));
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            return List.of(new ServedModels("", ServedModels.State.FAILED, WorkflowErrors.describe(e)));
        }
    }

    /** Loads what names are about to point to, under these names as well; a failure of it keeps them from it. */
    void beforeAdoption(Digest round, Map<String, Digest> towers) {
        if (isOn()) {
            training.serveTowers(of(Optional.of(round), true, List.of(), towers));
        }
    }

    /** Lets servers go of what no name will point to. */
    void without(Map<String, Digest> towers) {
        if (isOn() && serve != Serve.ALL) {
            training.serveTowers(of(Optional.empty(), false, List.of(), towers));
        }
    }

    private TowersToServe of(Optional<Digest> load, boolean named, List<Digest> keep, Map<String, Digest> towers) {
        return new TowersToServe(load, named, serve == Serve.ALL, keep, towers.keySet().stream().sorted().toList());
    }
}
