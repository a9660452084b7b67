package dev.tandem.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something that is measured: the same work on one file after the other, each file on one thread. */
interface Workload {

    /**
     * Processes a file.
     *
     * @param output where what comes out is written
     * @return samples that came out
     */
    int process(Path input, Path output) throws IOException;
}
