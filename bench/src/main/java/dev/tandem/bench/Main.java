package dev.tandem.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.management.OperatingSystemMXBean;
import dev.tandem.core.json.Json;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.OperatorUse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Makes the corpus, or measures one workload on it; {@code bench/run} calls both.
 *
 * <p>{@code corpus FOLDER DOCUMENTS IMAGES HASHES VECTORS VIDEOS}; {@code measure NAME FOLDER WORKERS SECONDS} repeats the work for so
 * many seconds, so that it is compiled, and then takes the middle one of three more times; what takes longer than these seconds
 * is measured once more.
 */
public final class Main {
    /** Bit by bit what Data-Juicer has by default. */
    private static final OperatorUse DATA_JUICER = new OperatorUse("minhash", Map.of(
            "signature", "data_juicer", "tokenization", "space", "short_texts", "merged", "verify", false));
    private static final OperatorUse DATASKETCH = new OperatorUse("minhash", Map.of(
            "signature", "datasketch", "num_permutations", 128, "verify", false));
    /** As many minima and bands as rensa gets, all of them signed. */
    private static final OperatorUse RENSA = new OperatorUse("minhash", Map.of(
            "num_permutations", 128, "num_bands", 16, "rows_per_band", 8, "verify", false));

    private static final Map<String, Workload> WORKLOADS = workloads();
    private static final int TIMES = 3;
    private static final OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Main() {}

    private static Map<String, Workload> workloads() {
        Map<String, Workload> workloads = new LinkedHashMap<>();
        workloads.put("json", new JsonAlone());
        workloads.put("jsonl", JsonlPass.of());
        workloads.put("filters", new JsonlPass(Chains.FINEWEB));
        workloads.put("text_filters", new JsonlPass(Chains.DATA_JUICER));
        workloads.put("fused", new JsonlPass(Chains.TWENTY));
        workloads.put("images", ImageWork.of("image_shape", "image_blur", "image_phash"));
        workloads.put("image_blur", ImageWork.of("image_blur"));
        workloads.put("image_hash", ImageWork.of("image_phash"));
        workloads.put("minhash_datatrove", Deduplication.of(new OperatorUse("datatrove_minhash", Map.of())));
        workloads.put("minhash_256", Deduplication.of(new OperatorUse("minhash", Map.of())));
        workloads.put("minhash_256_data_juicer", Deduplication.of(DATA_JUICER));
        workloads.put("minhash_128", Deduplication.of(new OperatorUse("minhash", Map.of("num_permutations", 128))));
        workloads.put("minhash_128_datasketch", Deduplication.of(DATASKETCH));
        for (String name : List.copyOf(workloads.keySet())) {
            if (workloads.get(name) instanceof Deduplication stored) {
                workloads.put(name + "_apply", DirectWork.of(stored));
            }
        }
        workloads.put("minhash_128_signatures", SignaturesAlone.of(RENSA));
        workloads.put("sentence_dedup", SpanDeduplication.of(new OperatorUse("sentence_dedup", Map.of())));
        workloads.put("exact_substrings", SpanDeduplication.of(new OperatorUse("exact_substrings", Map.of())));
        workloads.put("hamming", new Deduplication(
                Workload.Inputs.HASHES, new OperatorSpec("hamming", "hamming", 1, Map.of(), Map.of()), new HexHashes(6)));
        workloads.put("video_hash", VideoWork.of("video_hash"));
        workloads.put("semantic", new SemanticWork(0.1, 8));
        workloads.put("semantic_exact", new SemanticWork(0.1, 1));
        Chains.TWENTY.forEach(use -> workloads.put("fused:" + use.name(), new JsonlPass(List.of(use))));
        Chains.FINEWEB.forEach(use -> workloads.put("filters:" + use.name(), new JsonlPass(List.of(use))));
        return workloads;
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "corpus" -> Corpus.write(
                    Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]));
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
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            long started = System.nanoTime();
            Once first = once(workload, files, threads);
            while (since(started) < seconds) {
                once(workload, files, threads);
            }
            List<Once> times = new ArrayList<>();
            for (int i = 0; i < (first.seconds() > seconds ? 1 : TIMES); i++) {
                times.add(once(workload, files, threads));
            }
            times.sort(Comparator.comparingDouble(Once::seconds));
            report(name, workload.inputs(), data, workers, first, times.get(times.size() / 2));
        }
    }

    private record Once(int kept, double seconds, double processorSeconds) {}

    private static Once once(Workload workload, List<Path> files, ExecutorService threads) throws Exception {
        Path folder = Files.createTempDirectory("tandem-bench");
        try {
            long used = PROCESS.getProcessCpuTime();
            long begun = System.nanoTime();
            int kept = workload.run(files, folder, threads);
            return new Once(kept, since(begun), (PROCESS.getProcessCpuTime() - used) / 1e9);
        } finally {
            delete(folder);
        }
    }

    private static void report(
            String name, Workload.Inputs inputs, Path data, int workers, Once first, Once middle) throws IOException {
        Map<String, Long> corpus = Json.read(
                Files.readAllBytes(data.resolve("manifest.json")), new TypeReference<Map<String, Long>>() {});
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("workers", workers);
        line.put("docs", corpus.get(inputs.count));
        line.put("bytes", corpus.get(inputs.bytes));
        line.put("seconds", middle.seconds());
        line.put("processor_seconds", middle.processorSeconds());
        line.put("cold_seconds", first.seconds());
        line.put("kept", first.kept());
        System.out.println(Json.text(line));
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
