package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SrgbColoursTest {
    private static final byte[] P3 =
            ColourProfiles.of("RGB ", "Display P3", ColourProfiles.DISPLAY_P3, ColourProfiles.srgbCurve());
    private static final byte[] SRGB =
            ColourProfiles.of("RGB ", "sRGB IEC61966-2.1", ColourProfiles.SRGB, ColourProfiles.srgbCurve());

    private static Pixels pixels(int channels, int... values) {
        byte[] samples = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            samples[i] = (byte) values[i];
        }
        return new Pixels(values.length / channels, 1, channels, samples);
    }

    private static int[] converted(Pixels pixels, byte[] profile) {
        byte[] samples = SrgbColours.of(pixels, profile).samples();
        int[] values = new int[samples.length];
        Arrays.setAll(values, i -> samples[i] & 0xff);
        return values;
    }

    @Test
    void coloursThatSrgbHasAreConvertedAndOthersBecomeTheNearest() {
        // By the formulas of IEC 61966-2-1 and SMPTE EG 432-1.
        assertThat(converted(pixels(3, 255, 255, 255, 0, 0, 0, 128, 128, 128), P3))
                .containsExactly(255, 255, 255, 0, 0, 0, 128, 128, 128);
        assertThat(converted(pixels(3, 200, 100, 50), P3)).containsExactly(215, 93, 31);
        assertThat(converted(pixels(3, 255, 0, 0), P3)).containsExactly(255, 0, 0);
        assertThat(converted(pixels(3, 0, 255, 0), P3)).containsExactly(0, 255, 0);
    }

    @Test
    void transparencyStays() {
        assertThat(converted(pixels(4, 200, 100, 50, 77), P3)).containsExactly(215, 93, 31, 77);
    }

    @Test
    void aPictureThatIsSrgbStaysTheVerySame() {
        Pixels picture = pixels(3, 1, 2, 3);

        assertThat(SrgbColours.of(picture, SRGB)).isSameAs(picture);
        assertThat(SrgbColours.of(picture, new byte[0])).isSameAs(picture);
        assertThat(SrgbColours.of(picture, new byte[500])).isSameAs(picture);
    }

    @Test
    void curvesAreFormulasPowersOrTables() {
        byte[] linear = ColourProfiles.of("RGB ", "linear", ColourProfiles.SRGB, ColourProfiles.gamma(1));
        byte[] table = ColourProfiles.of("RGB ", "table", ColourProfiles.SRGB, ColourProfiles.table(0, 32768, 65535));
        byte[] none = ColourProfiles.of("RGB ", "none", ColourProfiles.SRGB, ColourProfiles.table());

        // A quarter of the light is 137 of sRGB, half of it 188.
        assertThat(converted(pixels(3, 64, 64, 64, 128, 128, 128), linear)).containsExactly(137, 137, 137, 188, 188, 188);
        assertThat(converted(pixels(3, 128, 128, 128), table)).containsExactly(188, 188, 188);
        assertThat(converted(pixels(3, 128, 128, 128), none)).containsExactly(188, 188, 188);
    }

    @Test
    void greyHasACurveOfItsOwn() {
        byte[] linear = ColourProfiles.of("GRAY", "linear grey", new double[0][], ColourProfiles.gamma(1));
        byte[] usual = ColourProfiles.of("GRAY", "grey", new double[0][], ColourProfiles.srgbCurve());
        Pixels picture = pixels(2, 128, 9);

        assertThat(converted(picture, linear)).containsExactly(188, 9);
        assertThat(SrgbColours.of(picture, usual)).isSameAs(picture);
        assertThat(SrgbColours.of(picture, P3)).isSameAs(picture);
    }

    @Test
    void profilesHaveNames() {
        assertThat(IccProfile.of(P3).orElseThrow().name()).isEqualTo("Display P3");
        assertThat(IccProfile.of(P3).orElseThrow().space()).isEqualTo("rgb");
        assertThat(IccProfile.of(new byte[200])).isEmpty();
        assertThat(IccProfile.of(Arrays.copyOf(P3, 131))).isEmpty();
    }

    @Property(tries = 500)
    void profilesAreNotTrusted(@ForAll @IntRange(max = 400) int at, @ForAll byte value, @ForAll @IntRange(min = 0, max = 420) int kept) {
        byte[] profile = Arrays.copyOf(P3, Math.max(kept, 140));
        profile[at % profile.length] = value;

        assertThatCode(() -> {
            SrgbColours.of(pixels(3, 1, 2, 3), profile);
            SrgbColours.of(pixels(1, 1), profile);
            IccProfile.of(profile).ifPresent(read -> assertThat(read.name() + read.space()).doesNotContain("\n"));
        }).doesNotThrowAnyException();
    }
}
