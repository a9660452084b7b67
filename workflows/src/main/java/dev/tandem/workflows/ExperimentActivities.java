package dev.tandem.workflows;

import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.model.Digest;
import io.temporal.activity.ActivityInterface;
import java.util.SortedMap;

/** Work on an experiment, over references. */
@ActivityInterface
public interface ExperimentActivities {
    /** Asks base models about the pairs that a run left, and returns the key of the pool. */
    Digest prepareVariant(ExperimentRequest.Curated curated, Experiment experiment);

    /** Trains one cell, or finds what was made before. */
    CellOutcome trainCell(CellSpec spec);

    /** Lets the names of the models of a cell stand for them. */
    SortedMap<String, Digest> adoptCell(Digest cell);

    void recordExperiment(ExperimentRecord record);

    /** Records that a winner was promoted. */
    void recordPromotion(String experiment, ExperimentRecord.Promoted promoted);
}
