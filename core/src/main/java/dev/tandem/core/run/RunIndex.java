package dev.tandem.core.run;

import java.util.List;
import java.util.Optional;

/**
 * Which runs there are. Pages hold each run once, the newest first, also while others start: a page goes on after a name, not
 * after a number of runs.
 */
public interface RunIndex {
    /**
     * Names of some of the runs.
     *
     * @param after name of the run that the page before ended with; empty for the first page
     * @param limit runs of a page, at most
     */
    List<String> page(RunFilter filter, Optional<String> after, int limit);

    /** How many runs there are. */
    long count(RunFilter filter);
}
