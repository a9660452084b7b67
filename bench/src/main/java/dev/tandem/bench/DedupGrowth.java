package dev.tandem.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.sort.SortSpace;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * How the time of deduplication grows: {@code FOLDER DOCUMENTS MEMORY_MIB OPERATOR [NAME=VALUE...]}. Documents of about fifty
 * words are made up, every fifth a copy of an earlier one with a word changed; prints a line of JSON with the seconds of
 * each kind of work, and what was read and written.
 */
final class DedupGrowth {
    private static final int SHARD_SAMPLES = 10_000;
    private static final int WORDS = 50;
    private static final int COPY = 5;
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<String, Object> line = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        int documents = Integer.parseInt(arguments[1]);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 4; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            parameters.put(setting[0], setting[1]);
        }
        Path folder = Path.of(arguments[0]);
        SortSpace space = new SortSpace(Long.parseLong(arguments[2]) << 20, folder.resolve("sort"));
        new DedupGrowth().run(new ShardStore(new FolderStore(folder)), space, documents, arguments[3], parameters);
    }

    private void run(ShardStore store, SortSpace space, int documents, String name, Map<String, String> parameters) {
        OperatorCatalog catalog = OperatorCatalog.load();
        OperatorSpec spec = new OperatorSpec(name, name, 1, parameters, Map.of());
        Deduplicator operator = (Deduplicator) catalog.create(name, Map.copyOf(parameters), OperatorContext.withoutModels());
        DedupStep step = new DedupStep(store, space);
        List<ShardView> shards = timed("read", () -> read(store, documents));
        List<Digest> inputs = shards.stream().map(ShardView::key).toList();
        DedupStep.Signed signed = timed("sign", () -> new DedupStep.Signed(shards.stream()
                .map(view -> step.sign(DedupStep.signKey(view.key(), spec, Map.of()), view, operator, Progress.SILENT))
                .toList(), 0));
        line.put("parts", step.parts(signed, operator));
        List<Digest> buckets = timed("bucket", () -> step.buckets(signed, spec, Map.of(), operator, Progress.SILENT));
        Digest clusters = timed("cluster", () -> step.cluster(
                DedupStep.clusterKey(inputs, spec, Map.of()), signed, buckets, operator, Progress.SILENT));
        timed("select", () -> {
            for (int i = 0; i < shards.size(); i++) {
                Digest key = DedupStep.selectKey(clusters, i, inputs.get(i), spec);
                step.select(key, shards.get(i), clusters, i, spec, Progress.SILENT);
            }
            return "";
        });
        ClusterSummary summary = step.clusters(clusters);
        line.put("documents", documents);
        line.put("clusters", summary.clusters());
        line.put("merged", summary.merged());
        line.put("pairs", summary.buckets().pairs());
        System.out.println(Json.text(line));
    }

    private <T> T timed(String work, Supplier<T> task) {
        long start = PROCESS.getProcessCpuTime();
        long clock = System.nanoTime();
        T result = task.get();
        line.put(work + "_seconds", (System.nanoTime() - clock) / 10_000_000 / 100.0);
        line.put(work + "_cpu_seconds", (PROCESS.getProcessCpuTime() - start) / 10_000_000 / 100.0);
        return result;
    }

    private static List<ShardView> read(ShardStore store, int documents) {
        OperatorSpec spec = new OperatorSpec("made", "made", 1, Map.of(), Map.of());
        List<ShardView> shards = new ArrayList<>();
        for (int from = 0; from < documents; from += SHARD_SAMPLES) {
            int first = from;
            int last = Math.min(documents, from + SHARD_SAMPLES);
            Reader.Split split = new Reader.Split("documents", first, last);
            Digest key = ReadStep.key(Digest.of("made up"), split, spec);
            shards.add(store.reuse(key)
                    .orElseGet(() -> new ReadStep(store).run(key, List::of, split, spec, new Made(first, last), Progress.SILENT)));
        }
        return shards;
    }

    /** Documents that are made up from their number. */
    private record Made(int from, int to) implements Reader {
        @Override
        public List<Split> split(Input input, int samplesPerSplit) {
            return List.of();
        }

        @Override
        public void read(Input input, Split split, Output out) {
            for (int i = from; i < to; i++) {
                out.accept(Sample.read("made/" + i, Map.of(), List.of(new Part.Text(text(i)))));
            }
        }

        private static String text(int number) {
            Random random = new Random(number * 0x9e3779b97f4a7c15L);
            if (number == 0 || number % COPY != 0) {
                return String.join(" ", words(number));
            }
            String[] words = words(random.nextInt(number));
            words[random.nextInt(WORDS)] = "x" + random.nextInt();
            return String.join(" ", words);
        }

        private static String[] words(int number) {
            Random random = new Random(number * 0xff51afd7ed558ccdL);
            String[] words = new String[WORDS];
            for (int i = 0; i < WORDS; i++) {
                words[i] = "w" + (int) Math.abs(random.nextGaussian() * 20_000);
            }
            return words;
        }
    }
}
