package dev.tandem.services.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Prompt;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class WritingTrialTest {
    private final List<Prompt> prompts = new ArrayList<>();
    private final WritingTrial trial = new WritingTrial((model, prompt, options) -> {
        prompts.add(prompt);
        return new Generation(model + " says yes", true, OptionalInt.empty(), OptionalInt.empty());
    });

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    @Test
    void aModelIsAskedWithATextAndPictures() throws IOException {
        assertThat(trial.attempt("writer", new Models.Asked(Map.of("text", "What is it?"), Map.of("image", picture("bmp")))).text())
                .isEqualTo("writer says yes");
        assertThat(prompts).singleElement().returns("What is it?", Prompt::text)
                .satisfies(prompt -> assertThat(prompt.images()).singleElement().returns("image/png", Prompt.Image::mediaType));
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        assertThatThrownBy(() -> trial.attempt("writer", new Models.Asked(Map.of(), Map.of())))
                .hasMessageContaining("asked with one text, found 0");
        assertThatThrownBy(() -> trial.attempt("writer", new Models.Asked(Map.of("text", "?"), Map.of("image", new byte[] {1}))))
                .hasMessageContaining("The image cannot be used");
        assertThat(prompts).isEmpty();
    }

    @Test
    void aCheckTellsWhyThereIsNoAnswer() {
        assertThat(trial.check("writer").found()).isEqualTo("answers");
        Generator silent = (model, prompt, options) -> {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "nobody is there");
        };
        assertThat(new WritingTrial(silent).check("writer"))
                .satisfies(finding -> assertThat(finding.fails()).isTrue())
                .satisfies(finding -> assertThat(finding.found()).contains("nobody is there"));
    }
}
