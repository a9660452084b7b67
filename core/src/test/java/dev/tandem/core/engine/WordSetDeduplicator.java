package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import java.util.Arrays;
import java.util.Optional;

/** Sets of words, 24 bands of 4 minima each; a text with the word "broken" fails, one without words has no signature. */
public class WordSetDeduplicator implements Deduplicator {
    private static final int BANDS = 24;
    private static final int ROWS = 4;

    private final double threshold;

    public WordSetDeduplicator(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public Optional<Signature> signature(SampleView sample) throws SampleFailedException {
        if (sample.text().contains("broken")) {
            throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "broken");
        }
        long[] words = words(sample.text());
        if (words.length == 0) {
            return Optional.empty();
        }
        String created = sample.sample().metadata().getOrDefault(SampleMetadata.CREATED, "");
        return Optional.of(new Signature(bands(words), words, created));
    }

    static long[] words(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .mapToLong(word -> mix(word.hashCode()))
                .sorted()
                .distinct()
                .toArray();
    }

    private static long[] bands(long[] words) {
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            for (int row = 0; row < ROWS; row++) {
                long seed = band * ROWS + row + 1L;
                long minimum = Arrays.stream(words).map(word -> mix(word + seed * 0x9e3779b97f4a7c15L)).min().orElseThrow();
                bands[band] = mix(bands[band] ^ minimum);
            }
        }
        return bands;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public double similarity(long[] left, long[] right) {
        long common = Arrays.stream(left).filter(word -> Arrays.binarySearch(right, word) >= 0).count();
        return (double) common / (left.length + right.length - common);
    }

    @Override
    public double threshold() {
        return threshold;
    }
}
