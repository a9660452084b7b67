package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.shard.Overlay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of attributes that mappers add, alone and beside other changes of the same part. */
class AttributeMapperTest {
    private static final Part.Media PICTURE =
            new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(new byte[] {1, 2}), Map.of("alt", "old"));
    private static final Sample SAMPLE =
            Sample.read("here", Map.of(), List.of(PICTURE, new Part.Text("text", Map.of("role", "description"))));

    private static final Mapper LOUDER = text -> text + "!";
    private static final MediaMapper LONGER = media ->
            new Part.Media(media.modality(), "image/jpeg", MediaContent.of(new byte[] {1, 2, 3}), media.attributes());

    private static AttributeMapper adding(String name, String value) {
        return (batch, out) -> {
            for (int row = 0; row < batch.size(); row++) {
                for (int part = 0; part < batch.samples().get(row).parts().size(); part++) {
                    out.add(row, part, name, value + part);
                }
            }
        };
    }

    private static FusedPass.Result pass(CurationOperator... operators) {
        List<String> labels = IntStream.range(0, operators.length).mapToObj(i -> "op" + i).toList();
        return PassStep.inMemory(labels, Arrays.asList(operators), List.of(SAMPLE), FusedPass.VerdictSink.IGNORE);
    }

    private static Sample stored(FusedPass.Result result) {
        return Overlay.decode(result.overlay().encode(), digest -> new byte[0]).apply(0, SAMPLE);
    }

    @Test
    void attributesStandBesideThoseThatWereThere() {
        Sample read = stored(pass(adding("seen", "part "), adding("more", "")));

        assertThat(read.parts().get(0).attributes()).isEqualTo(Map.of("alt", "old", "seen", "part 0", "more", "0"));
        assertThat(read.parts().get(1).attributes()).isEqualTo(Map.of("role", "description", "seen", "part 1", "more", "1"));
        assertThat(read.contentDigest()).isEqualTo(SAMPLE.contentDigest());
    }

    @Test
    void aPartCanBeRewrittenBeforeAndAfter() {
        for (FusedPass.Result result : List.of(
                pass(LOUDER, LONGER, adding("seen", "")), pass(adding("seen", ""), LONGER, LOUDER))) {
            Sample read = stored(result);

            assertThat(read.text()).isEqualTo("text!");
            assertThat(((Part.Media) read.parts().get(0)).content().bytes()).containsExactly(1, 2, 3);
            assertThat(((Part.Media) read.parts().get(0)).mediaType()).isEqualTo("image/jpeg");
            assertThat(read.parts()).extracting(part -> part.attributes().get("seen")).containsExactly("0", "1");
        }
    }

    @Test
    void nothingIsReplaced() {
        FusedPass.Result result = pass(adding("alt", "new "));

        assertThat(result.selection().kept()).isEmpty();
        assertThat(result.selection().out().keySet()).extracting(reason -> reason.reason())
                .containsExactly(ErrorCode.OPERATOR_FAILED.name());
        assertThat(pass(adding("seen", ""), adding("seen", "")).selection().kept().contains(0)).isTrue();
    }
}
