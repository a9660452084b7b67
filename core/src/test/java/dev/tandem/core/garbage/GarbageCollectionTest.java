package dev.tandem.core.garbage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Any graph of objects: what is reachable or young stays, all else goes. */
class GarbageCollectionTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofHours(24);

    private Instant written = NOW;
    private final MemoryObjectStore objects = new MemoryObjectStore(() -> written);

    @Property(tries = 100)
    void whatIsReachableStaysAndAllElseThatIsOldGoes(@ForAll long seed) {
        Graph graph = new Graph(new Random(seed));
        Set<String> expected = graph.write();
        collect(graph.store, true);
        Set<String> left = new HashSet<>();
        graph.store.forEach("", info -> left.add(info.key().path()));
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void aKeyThatIsUsedAgainDuringTheSweepKeepsWhatItRefersTo() {
        written = NOW.minus(Duration.ofDays(90));
        Digest selection = put("selections/%s", "selection");
        Digest key = Digest.of("key");
        objects.put(ObjectKey.result(key), Json.bytes(Map.of("key", key, "layers", List.of(Map.of("selection", selection)))));
        written = NOW;
        // Somebody finds the key after it was looked at for marking, and before the sweep comes to it.
        ObjectStore raced = onSecondListing("keys/", () -> objects.renew(ObjectKey.result(key)));

        collect(raced, true);

        assertThat(objects.find(ObjectKey.result(key))).isPresent();
        assertThat(objects.find(ObjectKey.selection(selection))).isPresent();
    }

    @Test
    void mediaThatOnlyAnOverlayRefersToStay() {
        written = NOW.minus(Duration.ofDays(90));
        Digest medium = put("blobs/%s", "mapped");
        put("blobs/%s", "garbage");
        Overlay overlay = new Overlay(content -> true, digest -> new byte[0]);
        overlay.put(0, 0, new Part.Media(
                Modality.IMAGE, "image/png", MediaContent.of("mapped".getBytes(StandardCharsets.UTF_8)), Map.of()));
        byte[] file = overlay.encode();
        objects.put(ObjectKey.overlay(Digest.of(file)), file);
        written = NOW;
        objects.put(ObjectKey.result(Digest.of("key")), Json.bytes(Map.of("layers", List.of(Map.of("overlay", Digest.of(file))))));

        collect(objects, true);

        assertThat(objects.list("blobs/")).containsExactly(ObjectKey.blob(medium));
        assertThat(objects.list("overlays/")).hasSize(1);
    }

    @Test
    void evaluationSetsStayInAllVersions() {
        written = NOW.minus(Duration.ofDays(90));
        EvaluationRegistry registry = new EvaluationRegistry(new ContentStore(objects, () -> NOW), "team");
        registry.add("quiz", new EvaluationSet(List.of(new EvaluationItem("a", "old", List.of()))));
        registry.add("quiz", new EvaluationSet(List.of(new EvaluationItem("a", "new", List.of()))));
        assertThat(collect(objects, true).garbageObjects()).isZero();
        assertThat(objects.list("")).hasSize(3);
    }

    @Test
    void whatTandemHasNotWrittenIsLeftAlone() {
        written = NOW.minus(Duration.ofDays(90));
        objects.put(new ObjectKey("blobs/readme.txt"), new byte[0]);
        objects.put(new ObjectKey("somewhere/" + Digest.of("x")), new byte[0]);
        collect(objects, true);
        assertThat(objects.list("")).hasSize(2);
    }

    @Test
    void reportsOfRunsThatAreGoneAreRemoved() {
        written = NOW.minus(Duration.ofDays(90));
        objects.put(ObjectKey.report("old-run"), new byte[1]);
        assertThat(collect(objects, true).garbageObjects()).isEqualTo(1);
        assertThat(objects.list("reports/")).isEmpty();
    }

    @Test
    void nothingIsDeletedWhereAReachableObjectCannotBeRead() {
        written = NOW.minus(Duration.ofDays(90));
        put("blobs/%s", "garbage");
        objects.put(new ObjectKey("datasets/team/set/" + Digest.of("v") + ".json"), "{broken".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> collect(objects, true)).hasMessageContaining("Nothing was collected");
        assertThat(objects.list("blobs/")).hasSize(1);
    }

    private static GarbageReport collect(ObjectStore store, boolean delete) {
        GarbagePolicy policy = new GarbagePolicy(GRACE, Duration.ofDays(30), delete, 1 << 20);
        return GarbageCollection.collect(store, record -> record, policy, () -> NOW);
    }

    private Digest put(String layout, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        objects.put(new ObjectKey(String.format(layout, Digest.of(bytes))), bytes);
        return Digest.of(bytes);
    }

    /** The store, where something happens when a prefix is listed for the second time. */
    private ObjectStore onSecondListing(String prefix, Runnable event) {
        int[] listings = {0};
        return (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("forEach") && arguments[0].equals(prefix) && ++listings[0] == 2) {
                        event.run();
                    }
                    return method.invoke(objects, arguments);
                });
    }

    /** Layers, keys, documents, runs and data sets that refer to each other by chance. */
    private static final class Graph {
        private static final List<String> KINDS =
                List.of("selections", "features", "overlays", "clusters", "edges", "signatures", "summaries");

        private final Random random;
        private final Set<String> kept = new HashSet<>();
        private Instant written = NOW;
        private final MemoryObjectStore store = new MemoryObjectStore(() -> written);

        Graph(Random random) {
            this.random = random;
        }

        private record Node(String path, boolean young, List<Node> refers) {}

        /** Writes the graph; the paths of what has to stay. */
        Set<String> write() {
            List<Node> contents = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String kind = KINDS.get(random.nextInt(KINDS.size()));
                contents.add(node(kind + "/" + Digest.of("content" + i) + (kind.equals("features") ? ".parquet" : ""),
                        Map.of(), List.of()));
            }
            List<Node> blobs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                blobs.add(node("blobs/" + Digest.of("blob" + i), Map.of(), List.of()));
            }
            List<Node> keys = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                List<Node> layers = some(contents, 4);
                List<Node> parents = keys.isEmpty() ? List.of() : some(keys, 2);
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("key", Digest.of("key" + i));
                json.put("layers", layers.stream().map(layer -> Map.of("content", digest(layer))).toList());
                json.put("parent", parents.stream().map(Graph::digest).toList());
                List<Node> refers = new ArrayList<>(layers);
                refers.addAll(parents);
                keys.add(node("keys/" + Digest.of("key" + i) + ".json", json, refers));
            }
            keys.stream().filter(Node::young).forEach(this::keep);
            List<Node> lists = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<Node> listed = some(keys, 3);
                lists.add(node("documents/" + Digest.of("list" + i) + ".json", listed.stream().map(Graph::digest).toList(), listed));
            }
            List<Node> inputs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<Node> files = some(blobs, 2);
                inputs.add(node("documents/" + Digest.of("input" + i) + ".json",
                        Map.of("files", files.stream().map(file -> Map.of("digest", digest(file))).toList()), files));
            }
            for (int i = 0; i < 3; i++) {
                run(i, inputs.get(random.nextInt(inputs.size())), some(lists, 2));
            }
            for (int i = 0; i < 2; i++) {
                List<Node> files = some(blobs, 2);
                Node input = inputs.get(random.nextInt(inputs.size()));
                String path = "datasets/team/set/" + Digest.of("version" + i) + ".json";
                put(path, false, Map.of("input", digest(input), "files",
                        files.stream().map(file -> Map.of("digest", digest(file))).toList()));
                kept.add(path);
                files.forEach(this::keep);
                keep(input);
            }
            return kept;
        }

        private void run(int number, Node input, List<Node> views) {
            boolean recent = random.nextBoolean();
            Instant ended = NOW.minus(Duration.ofDays(recent ? 10 : 60));
            String path = "runs/run" + number + "/run.json";
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", 1);
            json.put("run", "run" + number);
            json.put("input", digest(input));
            json.put("plan", digest(input));
            json.put("status", "COMPLETED");
            json.put("started", ended.toString());
            json.put("finished", ended.toString());
            json.put("steps", views.stream().map(view -> Map.of("views", digest(view))).toList());
            json.put("datasets", List.of());
            json.put("changes", List.of());
            put(path, false, json);
            kept.add(path);
            if (recent) {
                keep(input);
                views.forEach(this::keep);
            }
        }

        private Node node(String path, Object json, List<Node> refers) {
            Node node = new Node(path, random.nextInt(6) == 0, refers);
            put(path, node.young(), json);
            if (node.young()) {
                kept.add(path);
            }
            return node;
        }

        private void put(String path, boolean young, Object json) {
            written = young ? NOW.minus(Duration.ofHours(random.nextInt(24))) : NOW.minus(Duration.ofDays(2 + random.nextInt(90)));
            store.put(new ObjectKey(path), Json.bytes(json));
        }

        private void keep(Node node) {
            kept.add(node.path());
            node.refers().forEach(this::keep);
        }

        private List<Node> some(List<Node> nodes, int most) {
            List<Node> chosen = new ArrayList<>();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                chosen.add(nodes.get(random.nextInt(nodes.size())));
            }
            return chosen;
        }

        private static Digest digest(Node node) {
            String name = node.path().substring(node.path().lastIndexOf('/') + 1);
            return new Digest(name.substring(0, 64));
        }
    }
}
