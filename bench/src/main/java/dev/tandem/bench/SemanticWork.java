package dev.tandem.bench;

import dev.tandem.operators.dedup.semantic.SemanticDuplicates;
import dev.tandem.operators.dedup.semantic.SphericalKMeans;
import dev.tandem.operators.dedup.semantic.UnitVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Duplicates among vectors that stand in a file.
 *
 * @param clusters inside which vectors are compared; 1 to compare all with all
 */
record SemanticWork(double epsilon, int clusters) implements FileWork {
    private static final int ITERATIONS = 5;
    private static final long SEED = 1;

    @Override
    public Inputs inputs() {
        return Inputs.VECTORS;
    }

    @Override
    public int process(Path input, Path output) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(input)).order(ByteOrder.LITTLE_ENDIAN);
        float[][] vectors = new float[bytes.remaining() / Float.BYTES / CorpusVectors.DIMENSIONS][CorpusVectors.DIMENSIONS];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = bytes.getFloat();
            }
        }
        UnitVectors units = UnitVectors.of(vectors);
        int[] labels = clusters == 1 ? new int[vectors.length] : SphericalKMeans.labels(units, clusters, ITERATIONS, SEED);
        int[] duplicateOf = SemanticDuplicates.of(units, labels, epsilon, SemanticDuplicates.Order.HARD);
        int kept = 0;
        for (int other : duplicateOf) {
            kept += other < 0 ? 1 : 0;
        }
        return kept;
    }
}
