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
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsStore;
import dev.tandem.core.run.RunStatus;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
    void roundsKeepTheirPoolAndWhatTheyMadeAsLongAsRunsDo() {
        written = NOW.minus(Duration.ofDays(90));
        Digest pool = put("blobs/%s", "pool");
        Digest scores = put("blobs/%s", "scores");
        Digest round = Digest.of("round");
        objects.put(ObjectKey.result(round), Json.bytes(Map.of("key", round, "scores", scores)));
        PoolResult prepared = new PoolResult(PoolResult.FORMAT, Digest.of("of pool"), pool, 9, 9, 0, 0);
        objects.put(ObjectKey.result(prepared.key()), Json.bytes(prepared));
        objects.put(ObjectKey.report("mine"), new byte[1]);
        RoundsStore rounds = new RoundsStore(objects);
        rounds.put(rounds(prepared, round, NOW.minus(Duration.ofDays(2))));
        collect(objects, true);
        assertThat(objects.list("blobs/")).hasSize(2);
        assertThat(objects.list("keys/")).hasSize(2);
        assertThat(objects.list("reports/")).hasSize(1);

        rounds.put(rounds(prepared, round, NOW.minus(Duration.ofDays(80))));
        collect(objects, true);
        assertThat(objects.list("")).containsExactly(ObjectKey.rounds("mine"));
    }

    private static RoundsRecord rounds(PoolResult pool, Digest round, Instant finished) {
        Estimate none = new Estimate(0, 0, 0);
        RoundNumbers numbers = new RoundNumbers(9, 9, 0, 1, 0, 0, Optional.empty(), none, none, 0, Optional.empty(), Optional.empty(),
                Optional.empty(), 0, 0, new TreeMap<>());
        return new RoundsRecord(RoundsRecord.FORMAT, "mine", "team", "r", "r.yaml",
                new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 4, 5, 0.1, 10, 5, 1, 100, Rounds.Stop.DEFAULT),
                Digest.of("plan"), Digest.of("input"), "run", RunStatus.COMPLETED, "", finished.toString(),
                Optional.of(finished.toString()), Optional.empty(), Optional.of(pool),
                List.of(new RoundRecord(0, round, numbers, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), false, 0)),
                OptionalInt.empty(), Optional.empty(), false);
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
