package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.ReaderRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTimeTest {
    private static final byte[] PAGE = "<p>page".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static String created(Path input) {
        return new ReaderRun("html").of(input).getFirst().sample().orElseThrow().metadata()
                .getOrDefault(SampleMetadata.CREATED, "");
    }

    @ParameterizedTest
    @CsvSource({
        "name=dc.created, 2025-09-15, 2025-09-15",
        "name=dcterms.created, 2025-09-15T10:10, 2025-09-15T10:10:00",
        "property=article:published_time, 2025-09-15T10:10:05+02:00, 2025-09-15T08:10:05Z",
        "name=date, 2025-09-15T10:10:05.25Z, 2025-09-15T10:10:05Z",
        "name=date, Mon Sep 15 2025, ''",
        "name=date, 2025-13-45, ''",
        "name=author, 2025-09-15, ''"
    })
    void theHeadOfAPageTellsWhenItWasMade(String attribute, String content, String expected) {
        assertThat(PageTime.declared(Jsoup.parse("<head><meta " + attribute + " content='" + content + "'>"))
                .orElse(""))
                .isEqualTo(expected);
    }

    @Test
    void theFirstTimeThatCanBeReadCounts() {
        assertThat(PageTime.declared(
                Jsoup.parse("<meta name=date content=soon><meta name=dc.created content=2020-01-01>")))
                .contains("2020-01-01");
    }

    @Test
    void elseTheArchiveTellsWhenItWasModified() throws IOException {
        LocalDateTime time = LocalDateTime.of(2025, 9, 15, 10, 10, 0);

        assertThat(created(Archives.zip(folder.resolve("a.zip"), time, Map.of("page.html", PAGE))))
                .isEqualTo("2025-09-15T10:10:00");
        assertThat(created(Archives.zip(folder.resolve("b.zip"), time, Map.of(
                        "page.html", "<meta name=dc.created content=2024-01-01>x".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("2024-01-01");
    }

    @Test
    void timesInUtcStayInUtc() throws IOException {
        Path archive = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(
                    new ZipEntry("page.html")
                    .setLastModifiedTime(FileTime.from(Instant.parse("2025-09-15T10:10:01Z"))));
            out.write(PAGE);
        }

        assertThat(created(archive)).isEqualTo("2025-09-15T10:10:01");
    }

    @Test
    void aTimeThatOnlyFillsItsFieldAndTheTimeOfALooseFileSayNothing() throws IOException {
        Files.write(folder.resolve("page.html"), PAGE);

        assertThat(created(folder)).isEmpty();
        assertThat(created(Archives.zip(
                        folder.resolve("a.zip"), LocalDateTime.of(1980, 2, 1, 0, 0), Map.of("page.html", PAGE))))
                .isEmpty();
    }

    @Test
    void ofTwoCrawlsOfAPageTheNewestStays() throws IOException {
        Archives.zip(folder.resolve("a-new.zip"), LocalDateTime.of(2025, 9, 15, 10, 10), Map.of("page.html", PAGE));
        Archives.zip(folder.resolve("b-old.zip"), LocalDateTime.of(2024, 10, 14, 15, 56), Map.of("page.html", PAGE));
        List<Sample> samples = new ReaderRun("html").of(folder).stream().map(row -> row.sample().orElseThrow())
                .toList();

        assertThat(kept("exact", "newest", samples)).containsExactly(true, false);
        assertThat(kept("minhash", "newest", samples)).containsExactly(true, false);
        assertThat(kept("exact", "oldest", samples)).containsExactly(false, true);
    }

    private static List<Boolean> kept(String operator, String keep, List<Sample> samples) {
        Deduplicator deduplicator = (Deduplicator)
                OperatorCatalog.load().create(operator, Map.of("keep", keep), OperatorContext.withoutModels());
        return DedupStep.inMemory(deduplicator, samples).stream().map(Membership::keep).toList();
    }
}
