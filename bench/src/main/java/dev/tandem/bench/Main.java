package dev.tandem.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Makes the corpus, or measures one workload on it; {@code bench/run} calls both.
 *
 * <p>{@code corpus FOLDER DOCUMENTS IMAGES}; {@code measure NAME FOLDER WORKERS SECONDS} repeats the work for so many
 * seconds, so that it is compiled, and then takes the middle one of three more times.
 */
public final class Main {
    private static final Map<String, Workload> WORKLOADS = workloads();
    private static final int TIMES = 3;

    private Main() {}

    private static Map<String, Workload> workloads() {
        Map<String, Workload> workloads = new LinkedHashMap<>();
        workloads.put("json", new JsonAlone());
        workloads.put("jsonl", JsonlPass.of());
        workloads.put("filters", new JsonlPass(Chains.FINEWEB));
        workloads.put("text_filters", new JsonlPass(Chains.DATA_JUICER));
        workloads.put("fused", new JsonlPass(Chains.TWENTY));
        workloads.put("images", new ImageWork(List.of("image_shape", "image_blur", "image_phash")));
        workloads.put("image_blur", new ImageWork(List.of("image_blur")));
        workloads.put("image_hash", new ImageWork(List.of("image_phash")));
        Chains.TWENTY.forEach(use -> workloads.put("fused:" + use.name(), new JsonlPass(List.of(use))));
        Chains.FINEWEB.forEach(use -> workloads.put("filters:" + use.name(), new JsonlPass(List.of(use))));
        return workloads;
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "corpus" -> Corpus.write(
                    Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "names" -> WORKLOADS.keySet().forEach(System.out::println);
            case "measure" -> measure(
                    arguments[1], Path.of(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            default -> throw new IllegalArgumentException("corpus, names or measure, found " + arguments[0]);
        }
    }

    private static void measure(String name, Path data, int workers, int seconds) throws Exception {
        Workload workload = WORKLOADS.get(name);
        List<Path> files;
        try (Stream<Path> found = Files.list(data.resolve(workload.inputs().folder))) {
            files = found.sorted().toList();
        }
        Path scratch = Files.createTempDirectory("tandem-bench");
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            long started = System.nanoTime();
            int kept = once(workload, files, scratch, threads);
            double cold = since(started);
            while (since(started) < seconds) {
                once(workload, files, scratch, threads);
            }
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                long begun = System.nanoTime();
                once(workload, files, scratch, threads);
                times.add(since(begun));
            }
            report(name, workload.inputs(), data, workers, kept, cold, times.stream().sorted().toList().get(TIMES / 2));
        } finally {
            delete(scratch);
        }
    }

    private static int once(Workload workload, List<Path> files, Path scratch, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        List<Callable<Integer>> work = new ArrayList<>();
        files.forEach(file -> work.add(() -> workload.process(file, scratch.resolve(file.getFileName()))));
        int kept = 0;
        for (Future<Integer> done : threads.invokeAll(work)) {
            kept += done.get();
        }
        return kept;
    }

    private static void report(
            String name, Workload.Inputs inputs, Path data, int workers, int kept, double cold, double seconds) throws IOException {
        Map<String, Long> corpus = Json.read(
                Files.readAllBytes(data.resolve("manifest.json")), new TypeReference<Map<String, Long>>() {});
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("workers", workers);
        line.put("docs", corpus.get(inputs.count));
        line.put("bytes", corpus.get(inputs.bytes));
        line.put("seconds", seconds);
        line.put("cold_seconds", cold);
        line.put("kept", kept);
        System.out.println(Json.text(line));
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
