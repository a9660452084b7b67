package dev.tandem.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The same work on one file after the other, each file on one thread. */
interface FileWork extends Workload {

    @Override
    default int run(List<Path> files, Path folder, ExecutorService threads) throws Exception {
        return Tasks.all(threads, files, file -> process(file, folder.resolve(file.getFileName()))).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /**
     * Processes a file.
     *
     * @param output where what comes out is written
     * @return samples that came out
     */
    int process(Path input, Path output) throws IOException;
}
