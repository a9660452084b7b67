package dev.tandem.core.run;

import java.util.Optional;

/**
 * A gate of a run at which people are asked.
 *
 * @param samples how many samples they are asked to look at
 * @param minAgreement least share of these that they must judge as the stage did
 * @param since when the run came to it, ISO 8601, UTC
 * @param until when it stops waiting
 * @param answer what they said
 */
public record ReviewRecord(
        int step, String stage, int samples, double minAgreement, State state, String since, Optional<String> until,
        Optional<Answer> answer) {

    /** How far it is. */
    public enum State {
        WAITING,
        AGREED,
        DISAGREED,
        /** Nobody answered in time. */
        TIMED_OUT,
        /** Nobody answered in time, and the run waits on. */
        OVERDUE
    }

    /**
     * What people said of the sample.
     *
     * @param by whoever brought it, and when
     * @param labels data set with the labels, as {@code name@version}
     * @param kept samples of it that the stage had kept
     * @param keptGood of these, those that people find good
     * @param left samples that it had not kept
     * @param leftBad of these, those that people find bad
     */
    public record Answer(String by, String at, String labels, int kept, int keptGood, int left, int leftBad) {
        public double agreement() {
            return (double) (keptGood + leftBad) / Math.max(1, kept + left);
        }
    }

    public boolean waits() {
        return state == State.WAITING || state == State.OVERDUE;
    }

    public ReviewRecord with(State changed) {
        return new ReviewRecord(step, stage, samples, minAgreement, changed, since, until, answer);
    }

    public ReviewRecord with(State changed, Answer said) {
        return new ReviewRecord(step, stage, samples, minAgreement, changed, since, until, Optional.of(said));
    }
}
