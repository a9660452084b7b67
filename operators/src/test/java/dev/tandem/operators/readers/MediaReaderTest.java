package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.TestMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MediaReaderTest {
    @TempDir
    private Path folder;

    @Test
    void soundsAndVideosAreSamplesWithTheirDescription() throws IOException {
        Files.write(folder.resolve("a.wav"), TestMedia.TONE);
        Files.writeString(folder.resolve("a.txt"), "A tone.\n");
        Files.write(folder.resolve("b.MP4"), TestMedia.video());
        Files.write(folder.resolve("c.png"), TestImages.png(3, 3));
        List<Row> rows = new ReaderRun("media").of(folder);

        assertThat(rows).extracting(Row::source).containsExactly("a.wav", "b.MP4");
        assertThat(rows.getFirst().text()).isEqualTo("A tone.");
        assertThat(modalities(rows.getFirst())).containsExactly(Modality.AUDIO);
        assertThat(modalities(rows.getLast())).containsExactly(Modality.VIDEO);
    }

    @Test
    void contentTellsTheKindAndNotTheName() throws IOException {
        Files.write(folder.resolve("a.mp4"), TestMedia.TONE);
        Files.writeString(folder.resolve("b.mp3"), "no sound");
        List<Row> rows = new ReaderRun("media").of(folder);

        assertThat(((Part.Media) rows.getFirst().parts().getFirst()).mediaType()).isEqualTo("audio/wav");
        assertThat(rows.getLast().failure()).contains(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void rowsNameSoundsAndVideosInFieldsOfTheirOwn() throws IOException {
        Files.write(folder.resolve("a.wav"), TestMedia.TONE);
        Files.write(folder.resolve("b.mp4"), TestMedia.video());
        Files.writeString(folder.resolve("rows.jsonl"), """
                {"text": "both", "audios": ["a.wav"], "videos": ["b.mp4"]}
                {"text": "swapped", "videos": ["a.wav"]}
                {"text": "other", "sound": "a.wav"}
                """);
        List<Row> rows = new ReaderRun("jsonl").of(folder);
        List<Row> named = new ReaderRun("jsonl").with(Map.of("audio_key", "sound")).of(folder);

        assertThat(modalities(rows.getFirst())).containsExactly(Modality.AUDIO, Modality.VIDEO);
        assertThat(rows.get(1).failure()).contains(ErrorCode.BROKEN_MEDIA);
        assertThat(modalities(rows.get(2))).isEmpty();
        assertThat(modalities(named.get(2))).containsExactly(Modality.AUDIO);
    }

    private static List<Modality> modalities(Row row) {
        return row.parts().stream().filter(Part.Media.class::isInstance).map(part -> ((Part.Media) part).modality()).toList();
    }
}
