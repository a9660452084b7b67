package dev.tandem.operators.image.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class JpegMarkersTest {

    @Property(tries = 200)
    void theNextByteOfAllBitsIsFound(@ForAll @IntRange(max = 60) int length, @ForAll @IntRange(max = 70) int from, @ForAll long seed) {
        byte[] file = new byte[length];
        Random random = new Random(seed);
        byte[] some = {0, 1, (byte) 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xfe, 1, (byte) (random.nextInt(4) == 0 ? 0xfe : 0xff)};
        for (int i = 0; i < length; i++) {
            file[i] = some[random.nextInt(random.nextInt(4) == 0 ? some.length : some.length - 1)];
        }

        assertThat(JpegMarkers.next(file, from)).isEqualTo(plain(file, from));
    }

    private static int plain(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] == (byte) 0xff) {
                return i;
            }
        }
        return Math.max(from, file.length);
    }
}
