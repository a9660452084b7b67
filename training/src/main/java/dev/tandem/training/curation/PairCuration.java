package dev.tandem.training.curation;

import dev.tandem.training.Lanes;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rounds in which data makes a model and the model judges the data: two towers are trained on what was kept so far, score everything out
 * of fold (rejects too, which may return), their score is fused with signals of other models, and the fused score is cut
 * where its own distribution says that little noise is left. Nothing here is told which pairs are bad.
 */
public final class PairCuration {
    private final PairPool pool;
    private final Settings settings;
    private final Lanes lanes;
    private final Folds folds;
    private final boolean[] boilerplate;
    private final Offspring offspring;
    private final Runnable told;

    public PairCuration(PairPool pool, Settings settings, Lanes lanes) {
        this(pool, settings, lanes, () -> {});
    }

    /** @param told after each epoch of each training; what it throws ends the work */
    public PairCuration(PairPool pool, Settings settings, Lanes lanes, Runnable told) {
        this(pool, new Offspring(IntStream.range(0, pool.count()).map(i -> -1).toArray()), settings, lanes, told);
    }

    /**
     * Of pairs of which some were made of others: each of those is judged in the place of its parent, as if that were not there. They may
     * teach towers, and change nothing else of what is said of others.
     */
    public PairCuration(PairPool pool, Offspring offspring, Settings settings, Lanes lanes, Runnable told) {
        this.told = told;
        this.pool = pool;
        this.offspring = offspring;
        this.settings = settings;
        this.lanes = lanes;
        this.folds = offspring.folds(pool.groups(), settings.folds(), settings.seed());
        this.boilerplate = offspring.asParents(pool.boilerplate(settings.mostCopies(), offspring));
    }

    /**
     * How it is done.
     *
     * @param swaps texts that each place is compared with, to learn what noise looks like
     * @param wantedNoise share of noise among what is kept, at most, as estimated
     * @param mostCopies pairs that may have the same text
     */
    public record Settings(int folds, int swaps, double wantedNoise, int mostCopies, TwoTowerSettings towers, long seed) {}

    /**
     * What a round found.
     *
     * @param signals the centred score of each pair by each signal, the towers' first; 0 where it says nothing
     * @param fused logarithm of the odds that each pair is good; negative infinity for boilerplate
     * @param voted the same by a label model: a probability
     * @param cut none where the fused score cannot tell good from bad; all but boilerplate is kept then
     */
    public record Round(double[][] signals, double[] fused, double[] voted, Optional<NoiseCut> cut, boolean[] kept) {}

    /** Which pairs the first round trains on: all but boilerplate. */
    public boolean[] start() {
        boolean[] all = new boolean[pool.count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = !boilerplate[i];
        }
        return all;
    }

    /** Which pairs have a text that too many others have. */
    public boolean[] boilerplate() {
        return boilerplate.clone();
    }

    /** @param trainOn what towers are trained on; everything is judged */
    public Round round(boolean[] trainOn, int number) {
        return round(towers(trainOn, number), number);
    }

    /** @param judge in place of towers that are trained: one that knows pairs by their places in this pool */
    public Round round(PairSignal judge, int number) {
        SignalFeatures features = features(judge, number, 0);
        double[] fused = new double[pool.count()];
        double[] voted = new double[pool.count()];
        double[][] swapped = new double[settings.swaps()][pool.count()];
        Arrays.fill(fused, Double.NEGATIVE_INFINITY);
        SignalFusion[] fusions = new SignalFusion[folds.count()];
        for (int fold = 0; fold < folds.count(); fold++) {
            fusions[fold] = fuse(features, fold, fused, voted, swapped);
        }
        double[][] bySignal = features.bySignal();
        for (int turn = 1; turn <= offspring.turns(); turn++) {
            SignalFeatures theirs = features(judge, number, turn);
            double[][] scores = theirs.bySignal();
            for (int i : offspring.of(turn)) {
                if (!boilerplate[i]) {
                    fused[i] = fusions[folds.foldOf()[i]].logit(theirs.pool()[i]);
                    for (int signal = 0; signal < scores.length; signal++) {
                        bySignal[signal][i] = scores[signal][i];
                    }
                }
            }
        }
        Optional<NoiseCut> cut = cut(fused, swapped);
        boolean[] kept = new boolean[pool.count()];
        double threshold = cut.map(NoiseCut::threshold).orElse(-Double.MAX_VALUE);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = fused[i] >= threshold;
        }
        return new Round(bySignal, fused, voted, cut, kept);
    }

    /** Of pairs that nobody made, or with those of a turn in the place of their parents. */
    private SignalFeatures features(PairSignal judge, int number, int turn) {
        boolean[] leftOut = offspring.away(turn);
        for (int i = 0; i < leftOut.length; i++) {
            leftOut[i] |= boilerplate[i];
        }
        return SignalFeatures.of(judge, pool.signals(), folds, leftOut, settings.swaps(), settings.seed() * 7919 + number * 131L);
    }

    private PairSignal towers(boolean[] trainOn, int number) {
        float[][] images = new float[pool.count()][];
        float[][] texts = new float[pool.count()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            int judged = fold;
            int[] seen = IntStream.range(0, pool.count()).filter(i -> trainOn[i] && folds.foldOf()[i] != judged).toArray();
            TwoTowerSettings towers = settings.towers().withSeed(settings.seed() * 1009 + number * 31L + fold);
            TwoTower model = TwoTowerTraining.train(pool.pairs().at(seen), towers, lanes, told);
            int[] members = folds.members(fold);
            float[][] imageVectors = model.image().embed(select(pool.pairs().images(), members), lanes);
            float[][] textVectors = model.text().embed(select(pool.pairs().texts(), members), lanes);
            for (int i = 0; i < members.length; i++) {
                images[members[i]] = imageVectors[i];
                texts[members[i]] = textVectors[i];
            }
        }
        return new PairSignal.OfVectors("towers", images, texts);
    }

    private static float[][] select(float[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(place -> rows[place]).toArray(float[][]::new);
    }

    /** Pairs of a fold are judged by what the others taught. */
    private SignalFusion fuse(SignalFeatures features, int fold, double[] fused, double[] voted, double[][] swappedScores) {
        List<float[]> pool = new ArrayList<>();
        List<float[]> swapped = new ArrayList<>();
        List<float[]> all = new ArrayList<>();
        List<float[]> allSwapped = new ArrayList<>();
        int[] judged = Arrays.stream(folds.members(fold)).filter(i -> features.pool()[i] != null).toArray();
        for (int i = 0; i < features.pool().length; i++) {
            if (features.pool()[i] != null && folds.foldOf()[i] != fold) {
                pool.add(features.pool()[i]);
                for (float[][] swap : features.swapped()) {
                    swapped.add(swap[i]);
                }
            }
        }
        for (int i : judged) {
            all.add(centredOnly(features.pool()[i]));
            allSwapped.add(centredOnly(features.swapped()[0][i]));
        }
        SignalFusion fusion = SignalFusion.learn(pool.toArray(float[][]::new), swapped.toArray(float[][]::new));
        double[] probabilities = VoteFusion.probabilities(all.toArray(float[][]::new), allSwapped.toArray(float[][]::new));
        for (int k = 0; k < judged.length; k++) {
            int i = judged[k];
            fused[i] = fusion.logit(features.pool()[i]);
            voted[i] = probabilities[k];
            for (int swap = 0; swap < swappedScores.length; swap++) {
                swappedScores[swap][i] = fusion.logit(features.swapped()[swap][i]);
            }
        }
        return fusion;
    }

    private static float[] centredOnly(float[] features) {
        float[] centred = new float[features.length / SignalBlock.FEATURES];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = features[i * SignalBlock.FEATURES];
        }
        return centred;
    }

    private Optional<NoiseCut> cut(double[] fused, double[][] swapped) {
        int[] judged = IntStream.range(0, fused.length).filter(i -> !boilerplate[i] && !offspring.isMade(i)).toArray();
        double[] scores = Arrays.stream(judged).mapToDouble(i -> fused[i]).toArray();
        double[] nulls = Arrays.stream(swapped).flatMapToDouble(swap -> Arrays.stream(judged).mapToDouble(i -> swap[i])).toArray();
        return NoiseCut.at(scores, nulls, settings.wantedNoise());
    }

    /** Towers for use, trained on what was kept. */
    public TwoTower train(boolean[] kept) {
        int[] places = IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
        TrainingPairs pairs = pool.pairs().at(places);
        return TwoTowerTraining.train(pairs, settings.towers().withSeed(settings.seed()), lanes, told);
    }
}
