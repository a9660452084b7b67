package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.curation.Folds;
import dev.tandem.training.curation.HashedWords;
import dev.tandem.training.curation.PairCuration;
import dev.tandem.training.curation.PairPool;
import dev.tandem.training.curation.PairSignal;
import dev.tandem.training.evaluation.RankingCurve;
import dev.tandem.training.evaluation.Retrieval;
import dev.tandem.training.rounds.RoundScores.State;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The rounds of one pool. A round depends on the pool, the settings, its number and what the round before kept, and on nothing else:
 * whoever does it, and however often, finds the same bits. A part of the pages is held out from everything; it is as noisy as the
 * recipe left it, which makes all recalls smaller, but not one more than another.
 */
public final class RoundWork {
    /** The block of an image tower that holds what the text model says of the text in the picture. */
    private static final String READ = "READ";
    private static final String FEATURES = "FEATURES";
    private static final int PLACES = 5;
    private static final int LEAST_OF_FOLD = 4;
    private static final int LEAST_HELD_OUT = 5;

    private final PreparedPool pool;
    private final Rounds settings;
    private final int[] judged;
    private final int[] unseen;
    private final boolean reads;
    private final InputScaling ofImages;
    private final InputScaling ofTexts;
    private final PairCuration curation;
    private final TrainingPairs heldOutPairs;
    private final HeldOut heldOut;

    /** @param told after each epoch of each training; what it throws ends the work */
    public RoundWork(PreparedPool pool, Rounds settings, Lanes lanes, Runnable told) {
        this.pool = pool;
        this.settings = settings;
        String[] groups = pool.pairs().stream().map(PoolPair::group).toArray(String[]::new);
        Folds parts = Folds.byGroup(groups, settings.heldOut(), settings.seed());
        this.judged = IntStream.range(0, pool.count()).filter(i -> parts.foldOf()[i] != 0).toArray();
        this.unseen = IntStream.range(0, pool.count()).filter(i -> parts.foldOf()[i] == 0 && pool.pairs().get(i).kept()).toArray();
        checkSize(groups);
        this.reads = Arrays.stream(judged).anyMatch(i -> !isZero(pool.words()[i]));
        List<InputScaling.Block> blocks = new ArrayList<>(List.of(block(FEATURES, pool.imageBase(), true, Optional.empty())));
        if (reads) {
            blocks.add(block(READ, pool.textBase(), false, Optional.of(PartAttributes.OCR)));
        }
        this.ofImages = InputScaling.fit(blocks, imageRows(judged));
        this.ofTexts = InputScaling.fit(List.of(block(FEATURES, pool.textBase(), false, Optional.empty())), at(pool.texts(), judged));
        this.curation = new PairCuration(
                pairPool(groups),
                new PairCuration.Settings(
                        settings.folds(),
                        settings.swaps(),
                        settings.wantedNoise(),
                        settings.mostCopies(),
                        TwoTowerSettings.standard(settings.seed()).withEpochs(settings.epochs()),
                        settings.seed()),
                lanes,
                told);
        this.heldOutPairs = pairs(unseen);
        this.heldOut = new HeldOut(Arrays.stream(unseen).mapToObj(pool.pairs()::get).toList(), settings.seed());
    }

    private void checkSize(String[] groups) {
        long pages = Arrays.stream(judged).mapToObj(i -> groups[i]).distinct().count();
        long kept = Arrays.stream(judged).filter(i -> pool.pairs().get(i).kept()).count();
        long least = (long) LEAST_OF_FOLD * settings.folds();
        if (pages < settings.folds() || kept < least || unseen.length < LEAST_HELD_OUT) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Rounds need at least " + least + " pairs of " + settings.folds()
                    + " pages to train on and " + LEAST_HELD_OUT + " to evaluate with, found " + kept + " of " + pages + " pages and "
                    + unseen.length + ". Give more pages, or lower 'rounds: folds'.");
        }
    }

    /** A base model's output, as the towers read it. */
    private static InputScaling.Block block(String name, PreparedPool.Base base, boolean standardised, Optional<String> reads) {
        return new InputScaling.Block(name, base.width(), base.model(), base.output(), standardised, reads);
    }

    private static boolean isZero(float[] vector) {
        for (float number : vector) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    /** Of each picture, and of the text in it where any of them has some. */
    private float[][] imageRows(int[] places) {
        float[][] rows = at(pool.images(), places);
        for (int i = 0; reads && i < rows.length; i++) {
            float[] read = pool.words()[places[i]];
            float[] both = Arrays.copyOf(rows[i], rows[i].length + read.length);
            System.arraycopy(read, 0, both, rows[i].length, read.length);
            rows[i] = both;
        }
        return rows;
    }

    private PairPool pairPool(String[] groups) {
        float[][] texts = at(pool.texts(), judged);
        List<PairSignal> signals = new ArrayList<>();
        signal("page title", at(pool.titles(), judged), texts, signals);
        signal("text in the picture", at(pool.words(), judged), texts, signals);
        List<String> names = Arrays.stream(judged).mapToObj(i -> pool.pairs().get(i).names()).toList();
        HashedWords words = new HashedWords(names);
        signal("names", names.stream().map(words::vector).toArray(float[][]::new),
                Arrays.stream(judged).mapToObj(i -> words.vector(pool.pairs().get(i).text())).toArray(float[][]::new), signals);
        return new PairPool(
                pairs(judged),
                Arrays.stream(judged).mapToObj(i -> groups[i]).toArray(String[]::new),
                Arrays.stream(judged).mapToObj(i -> pool.pairs().get(i).text()).toArray(String[]::new),
                signals);
    }

    /** One that says nothing of any pair is left out. */
    private static void signal(String name, float[][] places, float[][] texts, List<PairSignal> signals) {
        PairSignal signal = new PairSignal.OfVectors(name, places, texts);
        if (IntStream.range(0, places.length).anyMatch(i -> !Double.isNaN(signal.score(i, i)))) {
            signals.add(signal);
        }
    }

    private TrainingPairs pairs(int[] places) {
        return new TrainingPairs(ofImages.apply(imageRows(places)), ofTexts.apply(at(pool.texts(), places)));
    }

    private static float[][] at(float[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(i -> rows[i]).toArray(float[][]::new);
    }

    /** What a round found, and the towers that were trained on what it keeps. */
    public record Round(RoundScores scores, RoundNumbers numbers, TwoTower towers, InputScaling ofImages, InputScaling ofTexts) {}

    /** What there is before any round: towers of what the recipe left, which drops nothing. */
    public Round first() {
        boolean[] kept = start();
        return finish(0, kept, Judged.none(judged.length), new Before(Optional.empty(), Optional.empty()));
    }

    /**
     * One round.
     *
     * @param number from 1
     * @param previous what the round before left, round 0 for the first
     * @param first what round 0 left
     */
    public Round round(int number, RoundScores previous, RoundScores first) {
        boolean[] trainOn = new boolean[judged.length];
        for (int i = 0; i < trainOn.length; i++) {
            trainOn[i] = previous.isKept(judged[i]);
        }
        PairCuration.Round found = curation.round(trainOn, number);
        Judged judgement = new Judged(found.fused(), found.signals()[0], found.cut().map(cut ->
                new RoundNumbers.Cut(cut.threshold(), cut.noiseShare(), cut.expectedNoise())));
        return finish(number, found.kept(), judgement, new Before(Optional.of(previous), Optional.of(first)));
    }

    private record Before(Optional<RoundScores> previous, Optional<RoundScores> first) {}

    /** What the judges say of each pair that is not held out. */
    private record Judged(double[] fused, double[] towers, Optional<RoundNumbers.Cut> cut) {
        static Judged none(int count) {
            double[] silent = new double[count];
            Arrays.fill(silent, Double.NaN);
            return new Judged(silent, silent, Optional.empty());
        }
    }

    /** What the recipe left, but for boilerplate. */
    private boolean[] start() {
        boolean[] start = curation.start();
        for (int i = 0; i < start.length; i++) {
            start[i] &= pool.pairs().get(judged[i]).kept();
        }
        return start;
    }

    private Round finish(int number, boolean[] kept, Judged judgement, Before before) {
        if (count(kept) < 2) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Round " + number + " keeps " + count(kept)
                    + " pairs, too few to train on. Raise 'rounds: most_copies' or 'rounds: wanted_noise'.");
        }
        TwoTower towers = curation.train(kept);
        Retrieval retrieval = retrieval(towers);
        RoundScores scores = scores(kept, judgement, retrieval.foundByPair(PLACES));
        Optional<Double> random = before.first().map(first -> retrieval(curation.train(random(number, count(kept)))).recall(PLACES));
        RoundNumbers numbers = new RoundNumbers(
                judged.length,
                count(kept),
                count(curation.boilerplate()),
                unseen.length,
                before.previous().map(earlier -> flips(scores, earlier)).orElse(0),
                before.previous().map(earlier -> flips(earlier, scores)).orElse(0),
                judgement.cut(),
                heldOut.mean(retrieval.foundByPair(1)),
                heldOut.mean(scores.found()),
                Math.min(1, (double) PLACES / unseen.length),
                random,
                before.previous().map(earlier -> heldOut.gain(scores.found(), earlier.found())),
                before.first().map(earlier -> heldOut.gain(scores.found(), earlier.found())),
                diversity(kept),
                agreement(kept, judgement.towers()),
                heldOut.slices(scores.found()));
        return new Round(scores, numbers, towers, ofImages, ofTexts);
    }

    private Retrieval retrieval(TwoTower towers) {
        return Retrieval.of(towers.image().embed(heldOutPairs.images()), towers.text().embed(heldOutPairs.texts()));
    }

    private RoundScores scores(boolean[] kept, Judged judgement, double[] found) {
        State[] states = new State[pool.count()];
        double[] fused = new double[pool.count()];
        double[] towers = new double[pool.count()];
        Arrays.fill(states, State.BESIDE_HELD_OUT);
        Arrays.fill(fused, Double.NaN);
        Arrays.fill(towers, Double.NaN);
        for (int pair : unseen) {
            states[pair] = State.HELD_OUT;
        }
        boolean[] boilerplate = curation.boilerplate();
        for (int i = 0; i < judged.length; i++) {
            states[judged[i]] = kept[i] ? State.KEPT : boilerplate[i] ? State.BOILERPLATE : State.DROPPED;
            if (!boilerplate[i]) {
                fused[judged[i]] = judgement.fused()[i];
                towers[judged[i]] = judgement.towers()[i];
            }
        }
        return new RoundScores(states, fused, towers, found);
    }

    /** As many as a round keeps, drawn from what the recipe left, and from all where that is less. */
    private boolean[] random(int number, int wanted) {
        boolean[] start = start();
        SplittableRandom random = new SplittableRandom(settings.seed() * 31 + number);
        double[] chance = new double[judged.length];
        for (int i = 0; i < chance.length; i++) {
            chance[i] = random.nextDouble() + (start[i] ? 0 : 1);
        }
        boolean[] drawn = new boolean[judged.length];
        IntStream.range(0, chance.length).boxed()
                .sorted(Comparator.comparingDouble(i -> chance[i]))
                .limit(wanted)
                .forEach(i -> drawn[i] = true);
        return drawn;
    }

    private static int flips(RoundScores now, RoundScores before) {
        return (int) IntStream.range(0, now.states().length).filter(i -> now.isKept(i) && !before.isKept(i)).count();
    }

    private double diversity(boolean[] kept) {
        double[] sum = new double[pool.textBase().width()];
        int[] places = IntStream.range(0, kept.length).filter(i -> kept[i]).map(i -> judged[i]).toArray();
        float[][] texts = ofTexts.apply(at(pool.texts(), places));
        double squares = 0;
        for (float[] text : texts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += text[i];
                squares += (double) text[i] * text[i];
            }
        }
        double all = Arrays.stream(sum).map(number -> number * number).sum();
        return 1 - (all - squares) / ((double) texts.length * (texts.length - 1));
    }

    private double agreement(boolean[] kept, double[] towers) {
        int[] asked = IntStream.range(0, kept.length).filter(i -> Double.isFinite(towers[i])).toArray();
        boolean[] good = new boolean[asked.length];
        for (int i = 0; i < asked.length; i++) {
            good[i] = kept[asked[i]];
        }
        int goodOnes = count(good);
        return goodOnes == 0 || goodOnes == good.length
                ? 0.5
                : RankingCurve.area(Arrays.stream(asked).mapToDouble(i -> towers[i]).toArray(), good);
    }

    private static int count(boolean[] set) {
        int count = 0;
        for (boolean is : set) {
            count += is ? 1 : 0;
        }
        return count;
    }
}
