package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.engine.GivenSamples;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples that nobody would want to find duplicates among. */
class HostileDuplicatesTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final OperatorSpec GIVEN = new OperatorSpec("given", "given", 1, Map.of(), Map.of());
    private static final OperatorSpec SPEC = new OperatorSpec("hostile", "hostile", 1, Map.of(), Map.of());
    private static final String BOILERPLATE = "this page needs a browser with scripts enabled to be shown";

    @TempDir
    private Path folder;

    private static Deduplicator operator(String name, Map<String, Object> parameters) {
        return (Deduplicator) CATALOG.create(name, parameters, OperatorContext.withoutModels());
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    @Test
    void ofAHundredThousandEqualPagesOneStaysAndNoneIsComparedWithAnother() {
        int pages = 100_000;
        ShardStore store = new ShardStore(new MemoryObjectStore());
        DedupStep step = new DedupStep(store, new SortSpace(SortSpace.LEAST_BYTES, folder));
        Deduplicator operator = operator("minhash", Map.of("num_permutations", 16, "num_bands", 4));
        ShardView read = read(store, IntStream.range(0, pages).mapToObj(i -> sample("page/" + i, BOILERPLATE)).toList());
        Digest signed = step.sign(DedupStep.signKey(read.key(), SPEC, Map.of()), read, operator, Progress.SILENT);
        DedupStep.Signed all = new DedupStep.Signed(List.of(signed), 0);
        int parts = 3;
        List<Digest> buckets = IntStream.range(0, parts)
                .mapToObj(part -> step.bucket(
                        DedupStep.bucketKey(all, SPEC, Map.of(), part, parts), all, part, parts, operator, Progress.SILENT))
                .toList();
        Digest key = step.cluster(
                DedupStep.clusterKey(List.of(read.key()), SPEC, Map.of()), all, buckets, operator, Progress.SILENT);

        ClusterSummary found = step.clusters(key);
        assertThat(List.of(found.clusters(), found.members(), found.merged())).containsExactly(1L, 100_000L, 99_999L);
        assertThat(found.buckets().largest()).isEqualTo(pages);
        assertThat(List.of(found.buckets().pairs(), found.buckets().capped())).containsExactly(0L, 0L);
        ShardView left = step.select(DedupStep.selectKey(key, 0, read.key(), SPEC), read, key, 0, SPEC, Progress.SILENT);
        assertThat(left.counts().kept()).isEqualTo(1);
    }

    private static ShardView read(ShardStore store, List<Sample> samples) {
        Reader.Split split = new Reader.Split("given", 0, samples.size());
        return new ReadStep(store).run(
                ReadStep.key(Digest.of("input"), split, GIVEN), List::of, split, GIVEN, new GivenSamples(samples), Progress.SILENT);
    }

    @Test
    void aDocumentOfFiftyMegabytesIsADuplicateOfItselfWithAWordChanged() {
        StringBuilder text = new StringBuilder(50_000_000);
        Random random = new Random(1);
        while (text.length() < 50_000_000) {
            text.append("word").append(random.nextInt(1_000_000)).append(' ');
        }
        Sample whole = sample("whole", text.toString());
        text.insert(25_000_000, "x");
        List<Membership> found = DedupStep.inMemory(
                operator("minhash", Map.of("num_permutations", 32)),
                List.of(sample("small", BOILERPLATE), whole, sample("changed", text.toString())));

        assertThat(found.getFirst().size()).isEqualTo(1);
        assertThat(found.subList(1, 3)).extracting(Membership::size).containsExactly(2L, 2L);
        assertThat(found.subList(1, 3)).extracting(Membership::keep).containsOnlyOnce(true);
    }

    @ParameterizedTest
    @CsvSource({
        "minhash, true", "minhash, false", "datatrove_minhash, false", "simhash, ", "exact, ",
    })
    void emptyTextsAndTextsOfOneWordAreToldApart(String name, Boolean verify) {
        Deduplicator operator = operator(name, verify == null ? Map.of() : Map.of("verify", verify));
        List<Membership> found = DedupStep.inMemory(operator, List.of(
                sample("nothing", ""), sample("white", " \n\t "), sample("one", "word"), sample("again", "word"),
                sample("other", "different"), sample("control", "\0\0\0"), sample("half", "\ud83d"),
                Sample.read("none", Map.of(), List.of())));

        assertThat(found).allSatisfy(member -> assertThat(member.failure()).isEmpty());
        assertThat(found.get(2).keep() && found.get(3).keep()).as("one of equal words stays").isEqualTo(name.startsWith("datatrove"));
        assertThat(found.get(4).keep()).isTrue();
        assertThat(found.get(7).keep()).isTrue();
        assertThat(found.get(4).size()).isEqualTo(1);
    }
}
