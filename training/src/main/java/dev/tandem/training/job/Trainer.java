package dev.tandem.training.job;

import dev.tandem.core.error.TandemException;

/**
 * Makes a model of data. The same job gives the same model, as far as a trainer can promise that; what was made is kept by the job's key,
 * so that it is made once.
 */
public interface Trainer {

    /** What experiments call it. */
    String name();

    /** Another one where the same job may give another model. */
    String version();

    /**
     * Trains.
     *
     * @throws TandemException with a code that says who has to act; nothing that was there before has changed then
     */
    Trained train(TrainingJob job, TrainingWatch watch);

    /** Called when the result of a job is kept elsewhere: what was for another attempt can go. */
    default void forget(TrainingJob job) {
        // Trainers of this process leave nothing.
    }
}
