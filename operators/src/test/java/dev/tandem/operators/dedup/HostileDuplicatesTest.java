package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples that nobody would want to find duplicates among. */
class HostileDuplicatesTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String BOILERPLATE = "this page needs a browser with scripts enabled to be shown";

    private static Deduplicator operator(String name, Map<String, Object> parameters) {
        return (Deduplicator) CATALOG.create(name, parameters, OperatorContext.withoutModels());
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    @Test
    void ofAHundredThousandEqualPagesOneStays() {
        List<Sample> pages = IntStream.range(0, 100_000).mapToObj(i -> sample("page/" + i, BOILERPLATE)).toList();

        List<Membership> found =
                DedupStep.inMemory(operator("minhash", Map.of("num_permutations", 16, "num_bands", 2)), pages);

        assertThat(found).extracting(Membership::size).containsOnly(100_000L);
        assertThat(found).extracting(Membership::cluster).containsOnly(smallest(pages));
        assertThat(found).filteredOn(Membership::keep).singleElement().satisfies(kept ->
                assertThat(pages.get(kept.row()).id().hex()).isEqualTo(smallest(pages)));
    }

    private static String smallest(List<Sample> samples) {
        return samples.stream().map(Sample::id).min(Comparator.naturalOrder()).orElseThrow().hex();
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
