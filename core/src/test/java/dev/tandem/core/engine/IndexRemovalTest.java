package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.duplicates.DuplicateIndexes.Removed;
import dev.tandem.core.duplicates.DuplicateIndexes.Takedown;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.MemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples are removed from an index as if they had never been in it. */
class IndexRemovalTest {
    private static final String NAME = "pages";
    private static final int CRAWLS = 4;

    private ShardStore store;
    private DuplicateIndexes indexes;

    @BeforeEach
    @BeforeTry
    void beginAnew() {
        store = new ShardStore(new MemoryObjectStore());
        indexes = new DuplicateIndexes(store.contents());
    }

    /** Compares exactly, or takes samples that share a key for duplicates. */
    private static Deduplicator operator(boolean verifies) {
        return new WordSetDeduplicator(0.7) {
            @Override
            public boolean verifies() {
                return verifies;
            }
        };
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    /** Families of texts of which each crawl has some copies: equal ones, and others with words changed. */
    private static List<List<List<Sample>>> crawls(Random random) {
        List<List<List<Sample>>> crawls = new ArrayList<>();
        for (int crawl = 0; crawl < CRAWLS; crawl++) {
            crawls.add(List.of(new ArrayList<>(), new ArrayList<>()));
        }
        for (int family = 0; family < 12; family++) {
            List<String> words = random.ints(25, 0, 100_000).mapToObj(word -> "w" + word).toList();
            for (int copy = 0; copy < 6; copy++) {
                List<String> changed = new ArrayList<>(words);
                int changes = random.nextInt(3) * random.nextInt(4);
                for (int i = 0; i < changes; i++) {
                    changed.set(random.nextInt(changed.size()), "x" + random.nextInt(100_000));
                }
                crawls.get(random.nextInt(CRAWLS)).get(random.nextInt(2))
                        .add(sample(family + "/" + copy, String.join(" ", changed)));
            }
        }
        return crawls;
    }

    private static Set<Digest> some(List<List<List<Sample>>> crawls, Random random) {
        return crawls.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .filter(sample -> random.nextInt(4) == 0)
                .map(Sample::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<List<Sample>> without(List<List<Sample>> shards, Set<Digest> ids) {
        return shards.stream()
                .map(shard -> shard.stream().filter(sample -> !ids.contains(sample.id())).toList())
                .toList();
    }

    /** What becomes of the last crawl where these samples have never been in the others. */
    private static Map<String, Map<String, Object>> neverThere(
            List<List<List<Sample>>> crawls, Set<Digest> ids, Deduplicator operator) {
        ShardStore other = new ShardStore(new MemoryObjectStore());
        DuplicateIndexes index = new DuplicateIndexes(other.contents());
        Map<String, Map<String, Object>> found = Map.of();
        for (int i = 0; i < crawls.size(); i++) {
            boolean last = i == crawls.size() - 1;
            DedupRun run = DedupRun.reading(other, last ? crawls.get(i) : without(crawls.get(i), ids));
            run.deduplicate(index, NAME, operator);
            found = run.features();
        }
        return found;
    }

    private DedupRun run(List<List<Sample>> crawl, Deduplicator operator) {
        DedupRun run = DedupRun.reading(store, crawl);
        run.deduplicate(indexes, NAME, operator);
        return run;
    }

    private Removed remove(Set<Digest> ids, Deduplicator operator) {
        return indexes.remove(
                DedupRun.TENANT, NAME, new Takedown(ids, "me", "2026-01-01T00:00:00Z"), spec -> operator, Progress.SILENT);
    }

    @Property(tries = 12)
    void laterRunsFindWhatTheyWouldIfTheSamplesHadNeverBeenThere(@ForAll boolean verifies, @ForAll long seed) {
        Random random = new Random(seed);
        Deduplicator operator = operator(verifies);
        List<List<List<Sample>>> crawls = crawls(random);
        Set<Digest> ids = some(crawls.subList(0, 3), random);
        crawls.subList(0, 3).forEach(crawl -> run(crawl, operator));

        Removed removed = remove(ids, operator);

        assertThat(removed.removed()).isEqualTo(ids.size());
        assertThat(removed.missing()).isEmpty();
        assertThat(run(crawls.get(3), operator).features()).isEqualTo(neverThere(crawls, ids, operator));
    }

    @Property(tries = 6)
    void whatARunAddsThatBeganBeforeARemovalDoesNotBringTheSamplesBack(@ForAll long seed) {
        Random random = new Random(seed);
        Deduplicator operator = operator(true);
        List<List<List<Sample>>> crawls = crawls(random);
        run(crawls.get(0), operator);
        Optional<Digest> old = indexes.newest(DedupRun.TENANT, NAME);
        Set<Digest> first = some(crawls.subList(0, 1), random);
        Set<Digest> second = some(crawls.subList(0, 1), random);
        remove(first, operator);
        DedupRun.reading(store, crawls.get(1)).deduplicate(indexes, NAME, old, operator);
        remove(second, operator);
        DedupRun.reading(store, crawls.get(2)).deduplicate(indexes, NAME, old, operator);

        Set<Digest> all = new TreeSet<>(first);
        all.addAll(second);
        assertThat(run(crawls.get(3), operator).features()).isEqualTo(neverThere(crawls, all, operator));
    }

    @Test
    void aRunThatIsRepeatedIsNotComparedWithWhatIsLeftOfItself() {
        Deduplicator operator = operator(true);
        List<List<Sample>> crawl = List.of(List.of(
                sample("one", "a b c d e f g"), sample("two", "h i j k l m n"), sample("like one", "a b c d e f g")));
        run(crawl, operator);
        remove(Set.of(crawl.getFirst().getFirst().id()), operator);

        assertThat(run(crawl, operator).counts()).isEqualTo(new Counts(3, 0, 2, 0, 1, 0, 0));
    }

    @Test
    void aVersionTellsWhoRemovedHowManyAndKeepsItWithThoseThatFollow() {
        Deduplicator operator = operator(true);
        Sample one = sample("one", "a b c d e f g");
        Sample two = sample("two", "h i j k l m n");
        run(List.of(List.of(one, two)), operator);
        Digest before = indexes.newest(DedupRun.TENANT, NAME).orElseThrow();
        Digest unknown = Digest.of("nobody");
        Removed removed = remove(Set.of(one.id(), unknown), operator);
        run(List.of(List.of(sample("three", "o p q r s t u"))), operator);

        assertThat(removed.removed()).isEqualTo(1);
        assertThat(removed.missing()).containsExactly(unknown);
        IndexVersion newest = indexes.list(DedupRun.TENANT).get(NAME);
        assertThat(newest.parents()).containsExactly(removed.version());
        assertThat(newest.removals()).hasSize(1).allSatisfy(removal -> {
            assertThat(List.of(removal.at(), removal.by(), removal.samples()))
                    .isEqualTo(List.of("2026-01-01T00:00:00Z", "me", 1));
            assertThat(new Documents(store.contents()).names(removal.ids())).containsExactly(one.id());
        });
        assertThat(new Documents(store.contents()).index(before).removals()).isEmpty();
        Digest current = indexes.newest(DedupRun.TENANT, NAME).orElseThrow();
        assertThat(remove(Set.of(one.id()), operator)).isEqualTo(new Removed(current, 0, List.of(one.id())));
    }

    @Test
    void anIndexThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> remove(Set.of(Digest.of("any")), operator(true))).hasMessageContaining("no index 'pages'");
    }
}
