package dev.tandem.core.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Features, selections and overlays come back as they were written, and equal content gives equal bytes. */
class StepFilesTest {

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
        overlay.put(7, 1, "2");
        Sample mapped = Overlay.decode(overlay.encode()).apply(7, sample);
        assertThat(mapped.text()).isEqualTo("one\n\n2");
        assertThat(mapped.id()).isEqualTo(sample.id());
        assertThat(mapped.contentDigest()).isNotEqualTo(sample.contentDigest());
        assertThat(overlay.apply(6, sample)).isSameAs(sample);
    }
}
