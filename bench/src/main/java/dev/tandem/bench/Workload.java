package dev.tandem.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something that is measured: the same work on one file after the other, each file on one thread. */
interface Workload {

    /** What the corpus has: the folder, and how its manifest counts it. */
    enum Inputs {
        TEXTS("jsonl", "docs", "text_bytes"),
        IMAGES("images", "images", "image_bytes");

        final String folder;
        final String count;
        final String bytes;

        Inputs(String folder, String count, String bytes) {
            this.folder = folder;
            this.count = count;
            this.bytes = bytes;
        }
    }

    default Inputs inputs() {
        return Inputs.TEXTS;
    }

    /**
     * Processes a file.
     *
     * @param output where what comes out is written
     * @return samples that came out
     */
    int process(Path input, Path output) throws IOException;
}
