package dev.tandem.bench.codev;

import dev.tandem.training.Lanes;
import java.nio.file.Path;

/** Measures the loop of data and model on real pairs; {@code bench/run codev} calls it with {@code FOLDER SEEDS ROUNDS}. */
public final class CodevMain {
    private CodevMain() {}

    public static void main(String[] arguments) throws Exception {
        PairFeatures features = PairFeatures.read(Path.of(arguments[0]));
        try (Lanes lanes = Lanes.ofCores()) {
            for (long seed = 0; seed < Long.parseLong(arguments[1]); seed++) {
                new CodevTrial(features, seed, Integer.parseInt(arguments[2]), lanes).run();
            }
        }
    }
}
