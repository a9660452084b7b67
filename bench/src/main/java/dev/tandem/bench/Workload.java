package dev.tandem.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Something that is measured. */
interface Workload {

    /** What the corpus has: the folder, and how its manifest counts it. */
    enum Inputs {
        TEXTS("jsonl", "docs", "text_bytes"),
        IMAGES("images", "images", "image_bytes"),
        HASHES("hashes", "hashes", "hash_bytes"),
        VIDEOS("videos", "videos", "video_bytes"),
        VECTORS("vectors", "vectors", "vector_bytes");

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
     * Does the work once.
     *
     * @param folder where what comes out is written; empty
     * @return samples that came out
     */
    int run(List<Path> files, Path folder, ExecutorService threads) throws Exception;
}
