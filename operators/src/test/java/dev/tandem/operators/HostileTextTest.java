package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text keeps a mapper busy for long: each of these takes minutes where something looks at it again and again. */
final class HostileTextTest {
    private static final int LARGE = 1 << 20;
    private static final List<String> REPEATED = List.of(
            "\u0000", "\ud83d", "(", "[", "<b>", "&amp;", "a@", "ab-", "a.", "1 ", "\u00c3", "\u0301\u0323", "a b\n", "www.a(", "/*");

    /** Those of texts; images have hostile files of their own. */
    static Stream<String> mappers() {
        return OperatorCatalog.load().all().stream()
                .filter(info -> info.kind() == OperatorKind.MAPPER)
                .map(OperatorInfo::name)
                .filter(name -> OperatorCatalog.load().create(name, Map.of(), OperatorContext.withoutModels()) instanceof Mapper);
    }

    @ParameterizedTest
    @MethodSource("mappers")
    @Timeout(value = 15, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyMapperEnds(String name) {
        Mapper mapper = (Mapper) OperatorCatalog.load().create(name, Map.of(), OperatorContext.withoutModels());
        for (String piece : REPEATED) {
            String text = piece.repeat(LARGE / 4 / piece.length());
            assertThatCode(() -> map(mapper, text)).as(piece).doesNotThrowAnyException();
        }
        assertThatCode(() -> map(mapper, "a".repeat(LARGE))).doesNotThrowAnyException();
    }

    private static void map(Mapper mapper, String text) {
        try {
            mapper.map(text);
        } catch (SampleFailedException e) {
            // A text may fail, as long as it does so soon.
        }
    }
}
