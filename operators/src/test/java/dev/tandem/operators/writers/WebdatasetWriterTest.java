package dev.tandem.operators.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.WriterRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    @Property(tries = 60)
    void archiveTellsWhichSamplesAreInIt(@ForAll("samples") List<Sample> samples) throws IOException {
        List<Identity> told = new ArrayList<>();
        IdentifyingWriter writer = new WebdatasetWriter(new WebdatasetWriter.Params());

        writer.identify(new Archive(WriterRun.of("webdataset", samples).file()), told::add);

        assertThat(told).isEqualTo(samples.stream()
                .map(sample -> new Identity(sample.id().hex(), sample.contentDigest().hex(), sample.source()))
                .toList());
    }

    @Test
    void archiveOfAnEarlierVersionIsNotCompared() throws IOException {
        byte[] archive = WriterRun.of("webdataset", Samples.everyday()).file();
        String without = new String(archive, StandardCharsets.ISO_8859_1).replace("\"content\"", "\"CONTENT\"");
        Archive earlier = new Archive(without.getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new WebdatasetWriter(new WebdatasetWriter.Params()).identify(earlier, told -> {}))
                .withMessageContaining("earlier version");
    }

    private record Archive(byte[] bytes) implements IdentifyingWriter.Written {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public byte[] range(long offset, int length) {
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
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
