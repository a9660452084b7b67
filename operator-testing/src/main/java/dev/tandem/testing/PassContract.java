package dev.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every filter and mapper of a catalog, with the defaults of their parameters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PassContract {
    private static final Set<ErrorCode> MEDIA_FAILURES = Set.of(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);

    private final OperatorCatalog catalog;
    private final OperatorContext context;

    protected PassContract(OperatorCatalog catalog, OperatorContext context) {
        this.catalog = catalog;
        this.context = context;
    }

    /** For operators of the class path that ask no model. */
    protected PassContract() {
        this(OperatorCatalog.load(), OperatorContext.withoutModels());
    }

    /** What the operators are run on. */
    protected List<Sample> samples() {
        return ContractSamples.all();
    }

    /** Samples with media that cannot be decoded. */
    protected List<Sample> broken() {
        return ContractSamples.broken();
    }

    Stream<String> operators() {
        return catalog.all().stream()
                .filter(info -> info.kind() == OperatorKind.FILTER || info.kind() == OperatorKind.MAPPER)
                .map(OperatorInfo::name);
    }

    private record Pass(List<Verdict> verdicts, FusedPass.Result result) {}

    private Pass pass(String name, List<Sample> samples) {
        List<Verdict> verdicts = new ArrayList<>();
        FusedPass.Result result = PassStep.inMemory(
                List.of(name), List.of(catalog.create(name, Map.of(), context)), samples, verdicts::add);
        return new Pass(verdicts, result);
    }

    /** Verdicts without their rows, in a form that arrays compare in. */
    private static List<String> said(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.values().entrySet().stream()
                        .map(value -> value.getKey() + "="
                                + (value.getValue() instanceof double[] numbers
                                        ? Arrays.toString(numbers)
                                        : value.getValue()))
                        .collect(Collectors.joining(" ")) + verdict.decision() + verdict.failure() + verdict.text())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void theSameSamplesGiveTheSameBytes(String name) {
        Pass first = pass(name, samples());
        Pass second = pass(name, samples());

        assertThat(first.result().features().encode()).isEqualTo(second.result().features().encode());
        assertThat(first.result().selection().encode()).isEqualTo(second.result().selection().encode());
        assertThat(first.result().overlay().encode()).isEqualTo(second.result().overlay().encode());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aBatchEqualsOneByOneInOrder(String name) {
        List<Verdict> together = pass(name, samples()).verdicts();
        List<Verdict> alone = samples().stream().map(sample -> pass(name, List.of(sample)).verdicts().getFirst())
                .toList();

        assertThat(said(together)).isEqualTo(said(alone));
        assertThat(together).extracting(Verdict::row).isSorted().doesNotHaveDuplicates().hasSize(samples().size());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aDropHasAReasonWithoutMeasuredValuesAndAnEmptyBatchWorks(String name) {
        // Digits within a name, as in top_2_gram, are no measured value.
        assertThat(pass(name, samples()).verdicts()).allSatisfy(verdict ->
                assertThat(verdict.decision().reason().orElse("none")).isNotBlank().doesNotContainPattern("(?<!_)\\d"));
        assertThat(pass(name, List.of()).verdicts()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void brokenMediaFailTheirSampleAtMost(String name) {
        assertThat(pass(name, broken()).verdicts()).allSatisfy(verdict ->
                assertThat(verdict.failure().stream()).allMatch(failure -> MEDIA_FAILURES.contains(failure.code())));
    }
}
