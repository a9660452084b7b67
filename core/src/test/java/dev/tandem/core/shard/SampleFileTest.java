package dev.tandem.core.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleFileTest {
    private static final Sample PAGE = Sample.read(
            "site.zip!/a.html",
            Map.of("title", "A page"),
            List.of(
                    new Part.Text("Before \uD83D\uDE00", Map.of("role", "table")),
                    new Part.Media(
                            Modality.IMAGE,
                            "image/png",
                            MediaContent.of(new byte[] {1, 2, 3}),
                            Map.of("alt", "three bytes")),
                    new Part.Text("After")));

    @Test
    void rowsComeBackAsTheyWereWritten() throws IOException {
        ShardRow failed = ShardRow.failed("site.zip!/b.html", ErrorCode.INVALID_ENCODING, "not UTF-8");
        byte[] file = write(content -> false, ShardRow.of(PAGE), failed);
        List<ShardRow> rows = new ArrayList<>();
        SampleFile.read(file, SampleSchema.FULL, digest -> new byte[0], rows::add);
        assertThat(rows).containsExactly(ShardRow.of(PAGE), failed);
        assertThat(((Part.Media) rows.getFirst().sample().parts().get(1)).content().bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void largeMediaAreFetchedFromWhereTheyWerePut() throws IOException {
        Map<Object, byte[]> blobs = new HashMap<>();
        byte[] file = write(content -> blobs.put(content.digest(), content.bytes()) == null, ShardRow.of(PAGE));
        List<ShardRow> rows = new ArrayList<>();
        SampleFile.read(file, SampleSchema.FULL, blobs::get, rows::add);
        assertThat(((Part.Media) rows.getFirst().sample().parts().get(1)).content().bytes()).containsExactly(1, 2, 3);
        assertThat(blobs).hasSize(1);
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        assertThat(write(content -> false, ShardRow.of(PAGE))).isEqualTo(write(content -> false, ShardRow.of(PAGE)));
    }

    @Test
    void publishedFilesHaveTheBytesThatTheyHadFromTheFirstDay() throws IOException {
        Sample made = Sample.of("made", List.of(PAGE.id(), PAGE.contentDigest()), Map.of("a", "1", "b", "2"), List.of());
        List<ShardRow> rows = new ArrayList<>(List.of(
                ShardRow.of(PAGE), ShardRow.failed("site.zip!/b.html", ErrorCode.INVALID_ENCODING, "not UTF-8")));
        rows.addAll(Collections.nCopies(300, ShardRow.of(made)));
        rows.add(ShardRow.of(PAGE));
        assertThat(Digest.of(write(content -> false, rows.toArray(ShardRow[]::new))))
                .hasToString("e7a522ab309607399341b1d9c09abbfff14da06ac1601f6d4b2923aa94b495aa");
    }

    @Test
    void shardsAreReadAsOtherFilesAre() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SampleFile file = SampleFile.writeShard(bytes, content -> false)) {
            file.add(ShardRow.of(PAGE));
        }
        List<ShardRow> rows = new ArrayList<>();
        SampleFile.read(bytes.toByteArray(), SampleSchema.FULL, digest -> new byte[0], rows::add);
        assertThat(rows).containsExactly(ShardRow.of(PAGE));
    }

    private static byte[] write(SampleSchema.MediaSink media, ShardRow... rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SampleFile file = SampleFile.write(bytes, media)) {
            for (ShardRow row : rows) {
                file.add(row);
            }
        }
        return bytes.toByteArray();
    }
}
