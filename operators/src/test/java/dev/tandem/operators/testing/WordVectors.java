package dev.tandem.operators.testing;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Locale;

/** A sentence model that counts words: texts with the same words have the same direction. */
public final class WordVectors implements Inference {
    private static final int DIMENSION = 64;

    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        float[][] vectors = new float[texts.size()][DIMENSION];
        for (int i = 0; i < vectors.length; i++) {
            for (String word : texts.get(i).toLowerCase(Locale.ROOT).split("\\W+")) {
                vectors[i][Math.floorMod(word.hashCode(), DIMENSION)]++;
            }
        }
        return vectors;
    }

    @Override
    public Digest modelDigest(String model) {
        return Digest.of(model);
    }
}
