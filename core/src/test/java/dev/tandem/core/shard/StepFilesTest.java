package dev.tandem.core.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.parquet.ParquetRows;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Features, selections and overlays come back as they were written, and equal content gives equal bytes. */
class StepFilesTest {
    private static final SampleSchema.MediaSource NOTHING_STORED = digest -> {
        throw new AssertionError("nothing was stored");
    };

    @Test
    void featuresKeepTypesAndUnmeasuredCells() {
        FeatureTable table = new FeatureTable(2);
        table.addColumn("text_length.text_len", Feature.Type.NUMBER);
        table.addColumn("language.lang", Feature.Type.TEXT);
        table.addColumn("image_size.width", Feature.Type.NUMBERS);
        table.column("text_length.text_len").set(0, 12.0);
        table.column("language.lang").set(1, "en");
        table.column("image_size.width").set(1, new double[] {3, 4});
        FeatureTable read = FeatureTable.decode(table.encode());
        assertThat(read.row(0)).isEqualTo(Map.of("text_length.text_len", 12.0));
        assertThat(read.row(1)).containsEntry("language.lang", "en").containsEntry("image_size.width", new double[] {3, 4});
        assertThat(read.encode()).isEqualTo(table.encode());
    }

    @Test
    void selectionsKnowWhyARowLeft() {
        Reason reason = new Reason(Outcome.DROPPED, "words", "num_words below min_num");
        Selection selection = new Selection(RoaringBitmap.bitmapOf(0, 2), Map.of(reason, RoaringBitmap.bitmapOf(1, 3)));
        Selection read = Selection.decode(selection.encode());
        assertThat(read).isEqualTo(selection);
        assertThat(read.reasonOf(3)).contains(reason);
        assertThat(read.reasonOf(0)).isEmpty();
        assertThat(read.count(Outcome.DROPPED)).isEqualTo(2);
        assertThat(read.count(Outcome.FAILED)).isZero();
    }

    @Test
    void overlaysReplaceTextAndKeepTheId() {
        Sample sample = Sample.read("a.txt", Map.of(), List.of(new Part.Text("one"), new Part.Text("two")));
        Overlay overlay = new Overlay();
        overlay.put(7, 1, new Part.Text("2"));
        Sample mapped = Overlay.decode(overlay.encode(), NOTHING_STORED).apply(7, sample);
        assertThat(mapped.text()).isEqualTo("one\n\n2");
        assertThat(mapped.id()).isEqualTo(sample.id());
        assertThat(mapped.contentDigest()).isNotEqualTo(sample.contentDigest());
        assertThat(overlay.apply(6, sample)).isSameAs(sample);
    }

    @Test
    void overlaysReplaceMediaWhetherTheyStandInItOrElsewhere() {
        Part.Media image = media("image/png", "old", Map.of("alt", "a bridge"));
        Sample sample = Sample.read("a.html", Map.of(), List.of(new Part.Text("one"), image, image));
        Map<Digest, byte[]> blobs = new HashMap<>();
        Overlay overlay = new Overlay(
                content -> content.size() > 5 && blobs.putIfAbsent(content.digest(), content.bytes()) == null, blobs::get);
        overlay.put(7, 0, new Part.Text("1"));
        overlay.put(7, 1, media("image/jpeg", "small", Map.of("alt", "not this")));
        overlay.put(7, 2, media("image/jpeg", "too large for a row", Map.of()));
        byte[] file = overlay.encode();

        Sample mapped = Overlay.decode(file, blobs::get).apply(7, sample);

        assertThat(mapped.parts()).isEqualTo(overlay.apply(7, sample).parts()).containsExactly(
                new Part.Text("1"),
                media("image/jpeg", "small", Map.of("alt", "a bridge")),
                media("image/jpeg", "too large for a row", Map.of("alt", "a bridge")));
        assertThat(((Part.Media) mapped.parts().get(1)).content().bytes()).asString().isEqualTo("small");
        assertThat(((Part.Media) mapped.parts().get(2)).content().bytes()).asString().isEqualTo("too large for a row");
        assertThat(blobs).hasSize(1);
        List<Digest> marked = new ArrayList<>();
        Overlay.media(file, marked::add);
        assertThat(marked).contains(blobs.keySet().iterator().next()).hasSize(2);
        assertThat(Overlay.decode(file, blobs::get).encode()).isEqualTo(file);
    }

    @Test
    void aFileOfTextsAloneHasNoColumnsForMedia() throws IOException {
        Overlay overlay = new Overlay();
        overlay.put(1, 0, new Part.Text("text"));
        byte[] file = overlay.encode();

        assertThat(ParquetRows.schema(file).getFields()).extracting(Type::getName).containsExactly("row", "part", "text");
        Overlay.media(file, digest -> {
            throw new AssertionError("there are no media");
        });
    }

    private static Part.Media media(String type, String content, Map<String, String> attributes) {
        return new Part.Media(
                Modality.IMAGE, type, MediaContent.of(content.getBytes(StandardCharsets.UTF_8)), attributes);
    }
}
