package dev.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.ParamInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the parameters of every operator of a catalog. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ParametersContract {
    private final OperatorCatalog catalog;

    protected ParametersContract(OperatorCatalog catalog) {
        this.catalog = catalog;
    }

    /** For operators of the class path. */
    protected ParametersContract() {
        this(OperatorCatalog.load());
    }

    /** An operator and the catalog that knows it. */
    record Known(OperatorCatalog catalog, OperatorInfo info) {
        @Override
        public String toString() {
            return info.kind() + " " + info.name();
        }
    }

    Stream<Known> operators() {
        return Stream.of(catalog, catalog.writers())
                .flatMap(part -> part.all().stream().map(info -> new Known(part, info)));
    }

    /** A parameter's default as a recipe would give it. */
    private static Object defaultOf(ParamInfo param) {
        return switch (param.type()) {
            case "boolean" -> Boolean.valueOf(param.defaultValue());
            case "int", "long", "double" -> param.defaultValue().equals("Infinity")
                    ? Double.POSITIVE_INFINITY
                    : (Number) Double.valueOf(param.defaultValue());
            case "list" -> param.defaultValue().isEmpty() ? List.of() : List.of(param.defaultValue().split(","));
            default -> param.defaultValue();
        };
    }

    private static ThrowingCallable creating(Known known, String param, Object value) {
        return () -> known.catalog().create(known.info().name(), Map.of(param, value), OperatorContext.withoutModels());
    }

    private static void isRefused(Known known, String param, Object value, String... said) {
        assertThatThrownBy(creating(known, param, value))
                .as(param + ": " + value)
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContaining("'" + known.info().name() + "'")
                .hasMessageContainingAll(said);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void givingTheDefaultsIsTheSameAsGivingNothing(Known known) {
        Map<String, Object> defaults = new TreeMap<>();
        known.info().params().forEach(param -> defaults.put(param.name(), defaultOf(param)));
        Map<String, String> canonical = known.catalog().canonical(known.info().name(), Map.of());

        assertThat(known.catalog().canonical(known.info().name(), defaults)).isEqualTo(canonical);
        assertThat(canonical.keySet()).isEqualTo(defaults.keySet());
        assertThat(known.catalog().create(known.info().name(), defaults, OperatorContext.withoutModels())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void anUnknownParameterIsRefusedWithTheNearestName(Known known) {
        isRefused(known, "no_such_parameter_at_all", 1, "no_such_parameter_at_all");
        for (ParamInfo param : known.info().params()) {
            isRefused(known, param.name() + "x", 1, "did you mean '" + param.name() + "'");
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aValueOfTheWrongTypeIsRefused(Known known) {
        for (ParamInfo param : known.info().params()) {
            List<Object> wrong = switch (param.type()) {
                case "boolean" -> List.of("maybe", 1, List.of(true), Map.of());
                case "int", "long" -> List.of("many", "5", 1.5, true, Double.NaN, List.of(1), Map.of());
                case "double" -> List.of("many", "0.5", true, Double.NaN, List.of(1), Map.of());
                case "choice" -> List.of("none of them", 1, List.of("any"), Map.of());
                case "string" -> List.of(List.of("a"), Map.of());
                case "list" -> List.of(Map.of(), List.of(List.of("a")), List.of(Map.of()));
                default -> throw new AssertionError(param.type());
            };
            wrong.forEach(value -> isRefused(known, param.name(), value, "'" + param.name() + "'"));
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aNumberOutsideItsLimitsIsRefusedAndTheLimitsAreNot(Known known) {
        for (ParamInfo param : known.info().params()) {
            if (!param.min().isEmpty()) {
                isRefused(known, param.name(), Double.parseDouble(param.min()) - 1, param.min());
            }
            if (!param.max().isEmpty()) {
                isRefused(known, param.name(), Double.parseDouble(param.max()) + 1, "'" + param.name() + "'");
            }
            for (String limit : List.of(param.min(), param.max())) {
                if (!limit.isEmpty()) {
                    Map<String, Object> given = Map.of(param.name(), Double.valueOf(limit));
                    assertThat(known.catalog().canonical(known.info().name(), given)).containsKey(param.name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everythingIsDescribed(Known known) {
        assertThat(known.info().summary()).isNotBlank().endsWith(".");
        assertThat(known.info().description()).startsWith(known.info().summary());
        assertThat(known.info().params()).allSatisfy(param -> assertThat(param.description()).isNotBlank());
    }
}
