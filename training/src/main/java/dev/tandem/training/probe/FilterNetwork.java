package dev.tandem.training.probe;

import dev.tandem.training.Lanes;
import dev.tandem.training.Products;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.util.Arrays;

/**
 * A data filtering network (Fang et al., 2023): a model that was trained on a small seed set of good pairs only, so that it knows what good
 * pairs look like, scores the whole pool; the best share is kept. What it is good at as a model matters less than how clean its seed
 * set is. It likes pairs that it has seen: score those of the seed set with networks that were trained without them.
 */
public record FilterNetwork(TwoTower towers) {

    public static FilterNetwork train(TrainingPairs seedSet, TwoTowerSettings settings, Lanes lanes) {
        return new FilterNetwork(TwoTowerTraining.train(seedSet, settings, lanes));
    }

    /** Cosine of each pair. */
    public double[] scores(TrainingPairs pool, Lanes lanes) {
        float[][] images = towers.image().embed(pool.images(), lanes);
        float[][] texts = towers.text().embed(pool.texts(), lanes);
        double[] scores = new double[images.length];
        Arrays.setAll(scores, i -> Products.dot(images[i], texts[i]));
        return scores;
    }
}
