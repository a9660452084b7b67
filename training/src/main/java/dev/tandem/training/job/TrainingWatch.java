package dev.tandem.training.job;

/** Whoever waits for a training. */
public interface TrainingWatch {

    /**
     * Called again and again while a training lives.
     *
     * @param done of {@code of} steps; both 0 while nothing is known
     */
    void progress(long done, long of);

    /** Whether the training is to end, without a result. */
    boolean isCancelled();

    /** Waits to the end, and looks at nothing meanwhile. */
    static TrainingWatch none() {
        return new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                // Nobody looks.
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
    }
}
