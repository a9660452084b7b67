package dev.tandem.operators.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.WriterRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebdatasetWriterTest {

    /** Base names are ids, and a data set has each id once. */
    @Provide
    Arbitrary<List<Sample>> samples() {
        return Samples.any().list().uniqueElements(Sample::id).ofMaxSize(4);
    }

    private static List<MediaContent> media(Sample sample) {
        return sample.parts().stream()
                .filter(Part.Media.class::isInstance)
                .map(part -> ((Part.Media) part).content())
                .toList();
    }

    @Property(tries = 60)
    void theReaderGivesBackTextImagesAndId(@ForAll("samples") List<Sample> samples) throws IOException {
        try (TempFolder folder = new TempFolder()) {
            WriterRun.of("webdataset", samples).save(folder.path());
            List<Row> rows = new ReaderRun("webdataset").of(folder.path());

            assertThat(rows).extracting(Row::text).isEqualTo(samples.stream().map(Sample::text).toList());
            assertThat(rows).extracting(row -> media(row.sample().orElseThrow()))
                    .isEqualTo(samples.stream().map(WebdatasetWriterTest::media).toList());
            assertThat(rows).extracting(row -> row.sample().orElseThrow().metadata().get("id"))
                    .isEqualTo(samples.stream().map(sample -> sample.id().hex()).toList());
        }
    }

    @Test
    void sourceAndMetadataStandInJson(@TempDir Path folder) throws IOException {
        WriterRun run = WriterRun.of("webdataset", Samples.everyday());
        run.save(folder);

        assertThat(run.extension()).isEqualTo("tar");
        assertThat(run.file().length % 512).isZero();
        assertThat(new ReaderRun("webdataset").of(folder).getFirst().sample().orElseThrow().metadata().get("json"))
                .contains("\"title\":\"Bridges\"")
                .contains("\"source\":\"page\"");
    }
}
