package dev.tandem.workflows;

import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.DatasetRecord;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Work on rounds of data and model, over references. */
@ActivityInterface
public interface RoundsActivities {
    /** Makes the pool of what the recipe's stages left. */
    PoolResult preparePool(RoundsRequest request);

    /** Makes the pool of the same pairs as the other models see them that the settings name. */
    PoolResult prepareOtherPool(RoundsRequest request);

    /**
     * Makes a round.
     *
     * @param request with what the rounds have reached, such as another pool, and what people said
     * @param previous key of the round before; empty for round 0
     * @param first key of round 0; empty for round 0
     */
    TrainedRound trainRound(RoundsRequest request, Digest pool, int number, Optional<Digest> previous, Optional<Digest> first);

    /** Lets model servers have towers, and tells what became of them at each. */
    List<ServedModels> serveTowers(TowersToServe towers);

    /**
     * Publishes what a round kept as a version of the data set; its name stays where it points to.
     *
     * @param parent version of the round before
     */
    DatasetRecord publishRound(RoundsRequest request, Digest round, Optional<Digest> parent);

    /**
     * Records a round as a run, which can be asked about any sample.
     *
     * @param run its name
     */
    void recordRound(RoundsRequest request, String run, Digest round, Optional<DatasetRecord> dataset, String started, String finished);

    /**
     * Lets the names of the models, and that of the data set, point to what a round made.
     *
     * @param parent as it was published with
     */
    void adoptRound(RoundsRequest request, Digest round, Optional<Digest> parent);

    void recordRounds(RoundsRecord record);

    /** Writes the page of all rounds, and that of the run of one. */
    void reportRounds(String name, Optional<String> run);
}
