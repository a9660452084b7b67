package dev.tandem.core.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.HumanLabel.Correction;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFormatTest {
    private static final Digest A = Digest.of("a");
    private static final Digest B = Digest.of("b");

    private static List<HumanLabel> lines(String... lines) {
        return LabelFormat.JSONL.read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<HumanLabel> tasks(String json) {
        return LabelFormat.LABEL_STUDIO.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String line(Digest id, String annotator, String label) {
        return "{\"id\": \"" + id + "\", \"annotator\": \"" + annotator + "\", \"label\": \"" + label + "\"}";
    }

    @Test
    void labelsOfSeveralPeopleAreReadWithTheirLines() {
        List<HumanLabel> labels = lines(line(A, "ann", "good"), "", line(A, "ben", "bad"), line(A, "ann", "good"),
                "{\"id\": \"" + B + "\", \"label\": 4, \"run\": \"r\", \"comment\": \" why \", \"text\": \"ignored\"}");
        assertThat(labels).extracting(HumanLabel::line, HumanLabel::sample, HumanLabel::annotator, HumanLabel::label, HumanLabel::comment)
                .containsExactly(tuple(1, A, "ann", "good", ""), tuple(3, A, "ben", "bad", ""), tuple(5, B, "unknown", "4", "why"));
        LabelledSet set = new LabelledSet(labels);
        assertThat(set.conflicts()).isEqualTo(1);
        assertThat(set.majority(A)).isEmpty();
        assertThat(set.majority(B)).contains("4");
        assertThat(set.annotators()).containsExactly("ann", "ben", "unknown");
    }

    @Test
    void correctionsAreCountedInCharacters() {
        String line = "{\"id\": \"" + A + "\", \"corrections\": [{\"start\": 4, \"end\": 5, \"text\": \"x\"},"
                + " {\"start\": 0, \"end\": 2, \"text\": \"\"}]}";
        assertThat(lines(line).getFirst().corrections()).containsExactly(new Correction(0, 2, ""), new Correction(4, 5, "x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{;not JSON",
        "[1];expected a JSON object",
        "{\"label\": \"good\"};the id of the sample is missing",
        "{\"id\": \"abc\", \"label\": \"good\"};is not the id of a sample",
        "{\"id\": \"ID\"};neither a label nor a correction",
        "{\"id\": \"ID\", \"label\": [1]};'label' must be text or a number, found a list",
        "{\"id\": \"ID\", \"corrections\": 1};'corrections' must be a list",
        "{\"id\": \"ID\", \"corrections\": [{\"start\": 1}]};a correction is",
        "{\"id\": \"ID\", \"corrections\": [{\"start\": 2, \"end\": 1, \"text\": \"\"}]};ends before it begins",
        "{\"id\": \"ID\", \"corrections\": [{\"start\": 0, \"end\": 3, \"text\": \"\"},"
            + " {\"start\": 2, \"end\": 4, \"text\": \"\"}]};over another",
        "{\"id\": \"ID\", \"annotator\": \"ann\", \"label\": \"bad\"};'ann' said something else",
    })
    void whatIsNoLabelIsRefusedWithItsLine(String line, String message) {
        assertThatThrownBy(() -> lines(line(A, "ann", "good"), "", line.replace("ID", A.hex())))
                .hasMessageContaining("Line 3 of the labels: ").hasMessageContaining(message)
                .extracting("code").isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aFileWithoutLabelsIsRefused() {
        assertThatThrownBy(() -> lines("")).extracting("code").isEqualTo(ErrorCode.EMPTY_INPUT);
        assertThatThrownBy(() -> tasks("[]")).extracting("code").isEqualTo(ErrorCode.EMPTY_INPUT);
    }

    /** As Label Studio exports it: offsets count UTF-16 units, and the first letter of the text takes two. */
    @Test
    void labelStudioExportsAreRead() {
        String json = """
                [{'id': 7, 'data': {'tandem_id': '%s', 'tandem_run': 'run', 'text': '\\ud83d\\ude00 a red car'},
                  'annotations': [
                   {'id': 1, 'completed_by': {'id': 3, 'email': 'ann@x.org'}, 'was_cancelled': false, 'result': [
                     {'id': 'q', 'from_name': 'label', 'to_name': 'text', 'type': 'choices', 'value': {'choices': ['bad']}},
                     {'id': 'w', 'from_name': 'span', 'to_name': 'text', 'type': 'labels',
                      'value': {'start': 5, 'end': 8, 'text': 'red', 'labels': ['wrong']}},
                     {'id': 'w', 'from_name': 'better', 'to_name': 'text', 'type': 'textarea', 'value': {'text': ['blue']}},
                     {'id': 'c', 'from_name': 'comment', 'to_name': 'text', 'type': 'textarea', 'value': {'text': ['colour']}}]},
                   {'id': 2, 'completed_by': 4, 'was_cancelled': true, 'result': []},
                   {'id': 3, 'completed_by': 5, 'was_cancelled': false, 'result': [
                     {'id': 'r', 'type': 'rating', 'value': {'rating': 2}}]}],
                  'predictions': []},
                 {'id': 8, 'data': {'tandem_id': '%s'}, 'annotations': [{'completed_by': 5, 'result': [
                     {'type': 'pairwise', 'to_name': 'answer1,answer2', 'value': {'selected': 'left'}}]}]}]
                """.formatted(A, B);
        List<HumanLabel> labels = tasks(json);
        assertThat(labels).containsExactly(
                new HumanLabel(1, "run", A, "ann@x.org", "bad", "colour", List.of(new Correction(4, 7, "blue"))),
                new HumanLabel(1, "run", A, "5", "2", "", List.of()),
                new HumanLabel(13, "", B, "5", "first", "", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{};expected a list of tasks",
        "[{'id': 1, 'text': 'x', 'label': 'good'}];Export as JSON, not as JSON-MIN",
        "[{'id': 1, 'data': {}, 'annotations': []}];have no 'tandem_id'",
        "[{'data': {'tandem_id': 'ID'}, 'annotations': [{'result': []}]}];neither a label nor a correction",
        "[{'data': {'tandem_id': 'ID'}, 'annotations': [{'result': [{'type': 'choices', 'value': {'choices': ['a', 'b']}}]}]}];one choice",
        "[{'data': {'tandem_id': 'ID', 'text': 'car'}, 'annotations': [{'result': [{'id': 'x', 'type': 'labels', 'value': {'start': 0,"
            + " 'end': 9}}, {'id': 'x', 'type': 'textarea', 'value': {'text': ['bus']}}]}]}];is not that of the task's text",
        "[{'data';not JSON",
    })
    void whatLabelStudioDoesNotExportIsRefused(String json, String message) {
        assertThatThrownBy(() -> tasks(json.replace("ID", A.hex())))
                .hasMessageContaining("Line 1 of the labels").hasMessageContaining(message);
    }

    @Test
    void exportedTasksComeBackAsLabels() throws IOException {
        Sample sample = Sample.read("a", Map.of(), List.of(
                new Part.Text("Which?", Map.of(PartAttributes.ROLE, PartAttributes.QUESTION)),
                new Part.Text("this", Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)),
                new Part.Text("that", Map.of(PartAttributes.ROLE, PartAttributes.ANSWER)),
                new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(new byte[] {1, 2, 3}), Map.of())));
        List<LabelTask> tasks = List.of(LabelTask.of("run", "stage", sample, 100));
        JsonNode task = Json.mapper().readTree(LabelFormat.LABEL_STUDIO.write(tasks)).get(0);
        assertThat(task.path("data").path("answer2").asText()).isEqualTo("that");
        assertThat(task.path("data").path("image").asText()).isEqualTo("data:image/png;base64,AQID");

        String line = new String(LabelFormat.JSONL.write(tasks), StandardCharsets.UTF_8);
        assertThat(line).contains("\"answers\":[\"this\",\"that\"]").endsWith("\n");
        assertThat(lines(line.replace("\"label\":\"\"", "\"label\":\"first\""))).singleElement()
                .returns(sample.id(), HumanLabel::sample).returns("first", HumanLabel::label).returns("run", HumanLabel::run);
        assertThat(LabelTask.of("run", "stage", sample, 2)).returns(List.of(), LabelTask::images).returns(1, LabelTask::left);
    }

    @Test
    void tasksOfLabelStudioHaveTheSameFields() throws IOException {
        Part image = new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(new byte[] {1, 2, 3}), Map.of());
        List<LabelTask> tasks = List.of(
                LabelTask.of("run", "stage", Sample.read("a", Map.of(), List.of(new Part.Text("alone"))), 100),
                LabelTask.of("run", "stage", Sample.read("b", Map.of(), List.of(image, image)), 100));
        JsonNode written = Json.mapper().readTree(LabelFormat.LABEL_STUDIO.write(tasks));

        assertThat(written.get(0).path("data").path("image")).isEqualTo(TextNode.valueOf(""));
        assertThat(written.get(0).path("data").path("image2")).isEqualTo(TextNode.valueOf(""));
        assertThat(written.get(1).path("data").has("answer1")).isFalse();
    }

    @Test
    void anArrayIsToldFromLines() {
        String json = "\n [{\"annotations\": [{\"result\": [{\"type\": \"choices\", \"value\": {\"choices\": [\"bad\"]}}]}],"
                + " \"data\": {\"tandem_id\": \"" + A + "\"}}]";
        assertThat(LabelFormat.JSONL.read(json.getBytes(StandardCharsets.UTF_8))).extracting(HumanLabel::label).containsExactly("bad");
    }

    @Test
    void eachLabelIsASampleThatAHumanMade() {
        LabelledSet set = new LabelledSet(lines(line(A, "ann", "good"), line(A, "ben", "good")));
        List<Sample> samples = set.asSamples("run");
        assertThat(samples).extracting(Sample::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.parents()).containsExactly(A);
            assertThat(sample.metadata()).containsEntry(SampleMetadata.ACTOR, "human");
            assertThat(sample.text()).isEqualTo("good");
        });
        assertThatThrownBy(() -> set.verifyAllOf(Set.of(B), "the run 'r'"))
                .hasMessageContaining("2 labels are of samples that are not in the run 'r': " + A.abbreviated() + " in line 1");
    }

    @Test
    void peopleWhoSayTheSameAgree() {
        assertThat(new LabelledSet(lines(line(A, "ann", "good"), line(A, "ben", "good"), line(B, "ann", "bad"), line(B, "ben", "bad")))
                .alpha()).isEqualTo(1);
        assertThat(new LabelledSet(lines(line(A, "ann", "good"), line(B, "ben", "bad"))).alpha()).isNaN();
    }
}
