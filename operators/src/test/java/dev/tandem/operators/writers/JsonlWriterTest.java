package dev.tandem.operators.writers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WriterRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class JsonlWriterTest {

    @Provide
    Arbitrary<Sample> samples() {
        return Samples.any();
    }

    private static List<MediaContent> media(Sample sample) {
        return sample.parts().stream()
                .filter(Part.Media.class::isInstance)
                .map(part -> ((Part.Media) part).content())
                .toList();
    }

    @Property(tries = 60)
    void theReaderGivesBackTextImagesAndId(@ForAll @Size(max = 4) List<@From("samples") Sample> samples)
            throws IOException {
        try (TempFolder folder = new TempFolder()) {
            WriterRun.of("jsonl", samples).save(folder.path());
            List<Row> rows = new ReaderRun("jsonl").of(folder.path());

            assertThat(rows).extracting(Row::text).isEqualTo(samples.stream().map(Sample::text).toList());
            assertThat(rows).extracting(row -> media(row.sample().orElseThrow()))
                    .isEqualTo(samples.stream().map(JsonlWriterTest::media).toList());
            assertThat(rows).extracting(row -> row.sample().orElseThrow().metadata().get("id"))
                    .isEqualTo(samples.stream().map(sample -> sample.id().hex()).toList());
        }
    }

    @Test
    void aLineHasPartsInOrderAndLineage() {
        Sample sample = Samples.everyday().getFirst();
        WriterRun run = WriterRun.of("jsonl", List.of(sample));
        JsonNode line = Json.read(new String(run.file(), StandardCharsets.UTF_8), JsonNode.class);

        assertThat(run.extension()).isEqualTo("jsonl");
        assertThat(line.get("id").textValue()).isEqualTo(sample.id().hex());
        assertThat(line.get("text").textValue()).isEqualTo(sample.text());
        assertThat(line.get("source").textValue()).isEqualTo("page");
        assertThat(line.get("metadata").get("title").textValue()).isEqualTo("Bridges");
        assertThat(line.get("parts")).hasSize(3);
        assertThat(line.get("parts").get(1).get("attributes").get("role").textValue()).isEqualTo("table");
        assertThat(line.get("parts").get(2).get("media")).isEqualTo(line.get("images").get(0));
        assertThat(run.media()).containsOnlyKeys(line.get("images").get(0).textValue());
        assertThat(run.media().values()).containsExactly(TestImages.png(40, 30));
    }

    @Test
    void aLineIsWrittenAsOtherJsonWhateverItsTextsWereMadeOf() {
        String odd = "quote \" back\\slash \t\n\r\b\f\u000b\u001b\u0000\u001f\u007f\u2028 \u00e9 half \ud83d!";
        String beyond = "\ud83d\ude00 " + odd;
        Map<String, String> pairs = Map.of("b " + beyond, beyond, "a", "");
        List<Sample> samples = List.of(
                Sample.read(odd, pairs, List.of(ofUtf8(odd.repeat(1_000)), ofUtf8(beyond), new Part.Text(beyond, pairs))),
                Sample.read(beyond, Map.of(), List.of(ofUtf8(odd))),
                Sample.read("", Map.of(), List.of(ofUtf8(beyond))));

        assertThat(new String(WriterRun.of("jsonl", samples).file(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(samples.stream().map(JsonlWriterTest::json).toList());
        assertThat(WriterRun.of("jsonl", List.of()).file()).isEmpty();
    }

    private static Part ofUtf8(String text) {
        return Part.Text.ofUtf8(text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static String json(Sample sample) {
        List<Map<String, Object>> parts = sample.parts().stream()
                .map(part -> Map.of("text", ((Part.Text) part).text(), "attributes", part.attributes()))
                .toList();
        return new String(Json.bytes(Map.of(
                "id", sample.id(), "images", List.of(), "metadata", sample.metadata(), "parents", sample.parents(),
                "parts", parts, "source", sample.source(), "text", sample.text())), StandardCharsets.UTF_8);
    }

    @Test
    void aLineFeedInTextDoesNotEndTheLine() {
        WriterRun run = WriterRun.of("jsonl", Samples.everyday());

        assertThat(new String(run.file(), StandardCharsets.UTF_8).lines()).hasSize(Samples.everyday().size());
    }
}
