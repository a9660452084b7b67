package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faces, as networks find them for which a face is whatever is red. */
class FacesTest {
    /** Parts of a square are squares as well, but too small. */
    private static final Map<String, Object> SIZE = Map.of("min_face_size", 40);

    /** Green, with red squares of 40 pixels whose left upper corners are given, with a stripe in each. */
    private static byte[] faces(int... corners) {
        return TestImages.png(160, 120, (x, y) -> {
            for (int i = 0; i < corners.length; i += 2) {
                if (x >= corners[i] && x < corners[i] + 40 && y >= corners[i + 1] && y < corners[i + 1] + 40) {
                    return x - corners[i] == 20 ? 0x0000ff : 0xff0000;
                }
            }
            return 0x00ff00;
        });
    }

    private static double measured(String operator, byte[] image) {
        return ((double[]) new FilterRun(operator, SIZE).of(TestImages.sample(image)).values().values().iterator().next())[0];
    }

    @Test
    void facesAreCounted() {
        assertThat(measured("image_face_count", faces())).isZero();
        assertThat(measured("image_face_count", faces(20, 30))).isEqualTo(1);
        assertThat(measured("image_face_count", faces(10, 10, 100, 60))).isEqualTo(2);
        FilterRun one = new FilterRun("image_face_count", SIZE);
        assertThat(one.decision(faces(20, 30))).isEqualTo("keep");
        assertThat(one.decision(faces())).isEqualTo("number of faces outside limits");
    }

    @Test
    void theLargestFaceHasItsShareOfThePicture() {
        assertThat(measured("image_face_ratio", faces(20, 30))).isCloseTo(40 * 40 / (160.0 * 120), within(0.05));
        assertThat(measured("image_face_ratio", faces())).isZero();
    }

    @Test
    void tinyPicturesHaveNone() {
        assertThat(measured("image_face_count", TestImages.png(5, 4, (x, y) -> 0xff0000))).isZero();
    }

    @Test
    void facesAreBlurredAndTheRestStays() throws Exception {
        Part.Media old = TestImages.part(faces(20, 30), Map.of("alt", "face"));
        MediaMapper mapper = (MediaMapper) OperatorCatalog.load()
                .create("image_face_blur", Map.of(), new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));

        Part.Media mapped = mapper.map(old);

        Pixels before = ImageDecoder.decode(old.content(), MediaLimits.DEFAULT).pixels();
        Pixels after = ImageDecoder.decode(mapped.content(), MediaLimits.DEFAULT).pixels();
        int inFace = 50 * 160 + 40;
        assertThat(before.blue(inFace)).isEqualTo(255);
        assertThat(after.blue(inFace)).isBetween(1, 100);
        assertThat(after.green(100 * 160 + 150)).isEqualTo(255);
        assertThat(mapper.map(TestImages.part(faces(), Map.of())).content())
                .isEqualTo(TestImages.part(faces(), Map.of()).content());
    }

    @Test
    void aBlurKeepsTheMeanOfAnEvenPlace() {
        byte[] samples = new byte[9 * 9];
        samples[4 * 9 + 4] = (byte) 200;
        BoxBlur.blur(samples, 9, 1, new PictureBox(1, 1, 8, 8), 1);

        assertThat(samples[4 * 9 + 4] & 0xff).isBetween(5, 60);
        assertThat(samples[0]).isZero();
        int[] same = {0};
        for (int i = 0; i < 9; i++) {
            same[0] += samples[4 * 9 + i] == samples[i * 9 + 4] ? 1 : 0;
        }
        assertThat(same[0]).isEqualTo(9);
    }

    @Test
    void samplesWithoutImagesStay() {
        assertThat(new FilterRun("image_face_count", Map.of()).decision("no image"))
                .isEqualTo("keep");
    }
}
