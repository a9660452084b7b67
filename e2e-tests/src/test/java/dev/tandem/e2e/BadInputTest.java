package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read becomes a failed row with a code that {@code why} explains; the rest goes on. */
@OnSharedServer
class BadInputTest {
    private static final String ANY_MAY_FAIL = "max_failed_ratio: 1";

    @TempDir
    Path folder;

    private TandemHome tandem;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running server) {
        tandem = server.client();
    }

    @Test
    void unreadableArchiveIsAFailedRowAndTheOtherFilesAreRead() {
        Path inputs = folder.resolve("inputs");
        BadFiles.write(inputs.resolve("good.html"), BadFiles.page("good"));
        BadFiles.noArchive(inputs.resolve("broken.zip"));
        RunRecord run = read("html", inputs);
        assertThat(run.steps().getFirst().reasons()).isEqualTo(Map.of("html: UNREADABLE_INPUT", 1L));
        assertThat(run.datasets().getFirst().samples()).isEqualTo(1);
        assertThat(why(run, "broken.zip")).contains("UNREADABLE_INPUT", "Not a readable zip archive");
    }

    @Test
    void pathThatLeavesAnArchiveIsAFailedRow() {
        Path archive = PageSite.of(1, 1).with("../../outside.html", BadFiles.page("outside")).zip(folder.resolve("site.zip"));
        RunRecord run = read("html", archive);
        assertThat(run.steps().getFirst().reasons()).isEqualTo(Map.of("html: UNSAFE_PATH", 1L));
        assertThat(run.steps().getFirst().counts().kept()).isEqualTo(1);
        assertThat(why(run, "site.zip!/../../outside.html")).contains("UNSAFE_PATH", "leaves the archive");
    }

    @Test
    void invalidUtf8IsAFailedRow() {
        Path archive = PageSite.of(1, 1).with("pages/broken.html", BadFiles.invalidUtf8()).zip(folder.resolve("site.zip"));
        RunRecord run = read("html", archive);
        assertThat(run.steps().getFirst().reasons()).isEqualTo(Map.of("html: INVALID_ENCODING", 1L));
        assertThat(why(run, "broken.html")).contains("INVALID_ENCODING", "not valid UTF-8");
    }

    @Test
    void pageOf200MegabytesIsAFailedRow() {
        RunRecord run = read("html", BadFiles.hugePage(folder.resolve("huge.zip"), 200));
        assertThat(run.steps().getFirst().reasons()).isEqualTo(Map.of("html: TOO_LARGE", 1L));
        assertThat(run.steps().getFirst().counts().kept()).isEqualTo(1);
        assertThat(why(run, "huge.html")).contains("TOO_LARGE", "more than");
    }

    @Test
    void brokenImagesAreFailedRowsWithTheirMessages() {
        Path images = folder.resolve("images");
        BadFiles.write(images.resolve("good.png"), PageSite.picture(new java.util.Random(1)));
        BadFiles.write(images.resolve("cut.png"), BadFiles.cutOffImage());
        BadFiles.write(images.resolve("pixels.png"), BadFiles.imageBomb(30_000, 30_000));
        BadFiles.write(images.resolve("ratio.png"), BadFiles.imageBomb(9_000, 9_000));
        BadFiles.write(images.resolve("text.png"), "no image".getBytes(StandardCharsets.UTF_8));
        Path sizes = Recipes.stage(folder, "images:", "image_shape: {min_width: 8}");
        RunRecord run = run(sizes, images);
        assertThat(run.steps().get(0).reasons()).isEqualTo(Map.of("images: BROKEN_MEDIA", 1L));
        assertThat(run.steps().get(1).reasons())
                .isEqualTo(Map.of("image_shape: BROKEN_MEDIA", 1L, "image_shape: MEDIA_LIMIT", 2L));
        assertThat(why(run, "text.png")).contains("BROKEN_MEDIA", "no image of a known kind");
        assertThat(why(run, "cut.png")).contains("BROKEN_MEDIA: The image");
        assertThat(why(run, "pixels.png")).contains("MEDIA_LIMIT: The image has 30000 x 30000 pixels");
        assertThat(why(run, "ratio.png")).contains("MEDIA_LIMIT: The image would expand");
    }

    @Test
    void imagesThatThePerceptualHashCannotDecodeAreFailedRows() {
        Path images = folder.resolve("images");
        BadFiles.write(images.resolve("good.png"), PageSite.picture(new java.util.Random(1)));
        BadFiles.write(images.resolve("cut.png"), BadFiles.cutOffImage());
        BadFiles.write(images.resolve("pixels.png"), BadFiles.imageBomb(30_000, 30_000));
        RunRecord run = run(Recipes.stage(folder, "images:", "image_phash:"), images);
        assertThat(run.steps().get(1).reasons())
                .isEqualTo(Map.of("image_phash: BROKEN_MEDIA", 1L, "image_phash: MEDIA_LIMIT", 1L));
        assertThat(why(run, "cut.png")).contains("BROKEN_MEDIA: The image");
        assertThat(why(run, "pixels.png")).contains("MEDIA_LIMIT: The image has ");
    }

    @Test
    void lineThatIsNoJsonIsAFailedRow() {
        Path file = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"a good row\"}\nno json\n[1, 2]\n{\"text\": 5}\n");
        RunRecord run = read("jsonl", file);
        assertThat(run.steps().getFirst().reasons()).isEqualTo(Map.of("jsonl: MALFORMED_ROW", 3L));
        assertThat(why(run, "rows.jsonl#2")).contains("MALFORMED_ROW", "not JSON");
    }

    @Test
    void tooManyFailedRowsStopTheRunAndKeepWhatIsFinished() {
        Path file = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"a good row\"}\nno json\n");
        Outcome outcome = tandem.run(
                "run", Recipes.reading(folder, "jsonl", "max_failed_ratio: 0.4"), "--input", file, "--output", folder, "--json");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(outcome.run().error().orElseThrow())
                .startsWith("TOO_MANY_FAILED")
                .contains("1 of 2", "jsonl: MALFORMED_ROW", "max_failed_ratio 0.4", "raise 'limits: max_failed_ratio'");
        assertThat(why(outcome.run(), "rows.jsonl#2")).contains("MALFORMED_ROW");
        RunRecord again = read("jsonl", file);
        assertThat(again.steps().getFirst().reused()).isEqualTo(1);
    }

    @Test
    void inputWithoutSamplesIsOneError() {
        Path file = Recipes.write(folder.resolve("empty.jsonl"), "");
        Outcome outcome = tandem.run("run", Recipes.reading(folder, "jsonl", ""), "--input", file, "--output", folder.resolve("o"));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.text()).contains("EMPTY_INPUT", "no samples", "Check that the reader fits the files");
        assertThat(folder.resolve("o/all")).doesNotExist();
    }

    private RunRecord read(String reader, Path input) {
        return run(Recipes.reading(folder, reader, ANY_MAY_FAIL), input);
    }

    private RunRecord run(Path recipe, Path input) {
        Outcome outcome = tandem.run("run", recipe, "--input", input, "--output", folder.resolve("output"), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Conservation.verify(outcome.run());
        assertThat(Files.exists(folder.resolve("output/report.html"))).isTrue();
        return outcome.run();
    }

    private String why(RunRecord run, String sample) {
        Outcome outcome = tandem.run("why", sample, "--run", run.run());
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.out();
    }
}
