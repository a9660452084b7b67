package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpticalFlowTest {

    /** The mean of OpenCV 4's {@code calcOpticalFlowFarneback} with Data-Juicer's settings, on the same pictures. */
    @ParameterizedTest
    @CsvSource({"160, 120, 1, 0.8599672", "160, 120, 3, 2.5810912", "160, 120, 6, 5.1396747", "320, 240, 12, 10.708754"})
    void theFlowIsThatOfOpenCv(int width, int height, int step, double expected) {
        double length = OpticalFlow.meanLength(cloud(width, height, 0), cloud(width, height, step));

        // OpenCV computes with floats, and rounds the window's weights.
        assertThat(length).isCloseTo(expected, within(0.003));
    }

    private static FrameScaler.Plane cloud(int width, int height, int moved) {
        byte[] grey = new byte[width * height];
        for (int i = 0; i < grey.length; i++) {
            double x = i % width - moved;
            double y = i / width;
            grey[i] = (byte) (int) (128 + 50 * Math.sin(x / 7) * Math.cos(y / 9) + 40 * Math.sin((x + 2 * y) / 13));
        }
        return new FrameScaler.Plane(width, height, grey);
    }
}
