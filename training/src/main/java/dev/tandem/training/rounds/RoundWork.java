package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.training.InputScaling;
import dev.tandem.training.Lanes;
import dev.tandem.training.Products;
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
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
    /** What an external judge is asked with in every round: it never changes, and so nothing else may. */
    private static final int ALWAYS = 1;

    private final PreparedPool pool;
    private final Rounds settings;
    private final PoolParts parts;
    private final int[] judged;
    private final int[] unseen;
    private final boolean reads;
    private final InputScaling ofImages;
    private final InputScaling ofTexts;
    private final PairCuration curation;
    private final TrainingPairs heldOutPairs;
    private final HeldOut heldOut;
    private final Optional<PairSignal> judge;
    private final PeopleSaid people;

    /** @param told after each epoch of each training; what it throws ends the work */
    public RoundWork(PreparedPool pool, Rounds settings, Lanes lanes, Runnable told) {
        this(pool, settings, Optional.empty(), Map.of(), settings.seed(), lanes, told);
    }

    /**
     * Rounds with other judges than the models that are trained.
     *
     * @param judge the same pairs as models see them that never change
     * @param labels what people think of pairs, by id: whether they find them good
     * @param seed of what is trained; what is held out depends on that of the settings
     */
    RoundWork(
            PreparedPool pool, Rounds settings, Optional<PreparedPool> judge, Map<Digest, Boolean> labels, long seed, Lanes lanes,
            Runnable told) {
        this.pool = pool;
        this.settings = settings;
        this.parts = PoolParts.of(pool, settings);
        this.judged = parts.judged();
        this.unseen = parts.unseen();
        this.people = PeopleSaid.of(judgedPairs(), labels);
        this.judge = judge.map(seen -> signal(pool.as(seen)));
        this.reads = Arrays.stream(judged).anyMatch(i -> !isZero(pool.words()[i]));
        List<InputScaling.Block> blocks = new ArrayList<>(List.of(block(FEATURES, pool.imageBase(), true, Optional.empty())));
        if (reads) {
            blocks.add(block(READ, pool.textBase(), false, Optional.of(PartAttributes.OCR)));
        }
        this.ofImages = InputScaling.fit(blocks, imageRows(judged));
        this.ofTexts = InputScaling.fit(List.of(block(FEATURES, pool.textBase(), false, Optional.empty())), at(pool.texts(), judged));
        this.curation = new PairCuration(
                pairPool(),
                PoolPair.offspring(judgedPairs()),
                new PairCuration.Settings(
                        settings.folds(),
                        settings.swaps(),
                        settings.wantedNoise(),
                        settings.mostCopies(),
                        TwoTowerSettings.standard(seed).withEpochs(settings.epochs()),
                        seed),
                lanes,
                told);
        this.heldOutPairs = pairs(unseen);
        this.heldOut = new HeldOut(Arrays.stream(unseen).mapToObj(pool.pairs()::get).toList(), settings.seed());
    }

    private PairSignal signal(PreparedPool seen) {
        if (seen.imageBase().width() != seen.textBase().width()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + seen.imageBase().model() + "' and '" + seen.textBase().model()
                    + "' cannot judge: their embeddings have " + seen.imageBase().width() + " and " + seen.textBase().width()
                    + " numbers. Name two models of one space in 'rounds: judge', such as the towers of earlier rounds.");
        }
        return new PairSignal.OfVectors("judge", ofLengthOne(at(seen.images(), judged)), ofLengthOne(at(seen.texts(), judged)));
    }

    private static float[][] ofLengthOne(float[][] rows) {
        float[][] scaled = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
        for (float[] row : scaled) {
            Products.toUnitLength(row);
        }
        return scaled;
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

    private PairPool pairPool() {
        float[][] texts = at(pool.texts(), judged);
        List<PairSignal> signals = new ArrayList<>();
        signal("page title", at(pool.titles(), judged), texts, signals);
        signal("text in the picture", at(pool.words(), judged), texts, signals);
        List<String> names = Arrays.stream(judged).mapToObj(i -> pool.pairs().get(i).names()).toList();
        HashedWords words = new HashedWords(Arrays.stream(judged)
                .filter(i -> !pool.pairs().get(i).isMade()).mapToObj(i -> pool.pairs().get(i).names()).toList());
        signal("names", names.stream().map(words::vector).toArray(float[][]::new),
                Arrays.stream(judged).mapToObj(i -> words.vector(pool.pairs().get(i).text())).toArray(float[][]::new), signals);
        return new PairPool(
                pairs(judged),
                Arrays.stream(judged).mapToObj(i -> pool.pairs().get(i).group()).toArray(String[]::new),
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

    /**
     * What a round found, and the towers that were trained on what it keeps.
     *
     * @param forSlice of each pair of the pool, which of the worst kinds it was brought in for, from 1; 0 for all others
     */
    public record Round(
            RoundScores scores, RoundNumbers numbers, TwoTower towers, InputScaling ofImages, InputScaling ofTexts, int[] forSlice) {}

    /** What there is before any round: towers of what the recipe left, which drops nothing. */
    public Round first() {
        double[] silent = new double[judged.length];
        Arrays.fill(silent, Double.NaN);
        return finish(0, new Choice(start(), silent, silent, Optional.empty()), Optional.empty());
    }

    /**
     * One round.
     *
     * @param number from 1
     * @param previous what the round before left, round 0 for the first
     * @param first what round 0 left
     */
    public Round round(int number, RoundScores previous, RoundScores first) {
        return finish(number, choose(number, kept(previous)), Optional.of(new Before(previous, first)));
    }

    /** What the round before left, and what round 0 did. */
    record Before(RoundScores previous, RoundScores first) {}

    /** What the judges say of each pair that is not held out, and what they would keep. */
    record Choice(boolean[] kept, double[] fused, double[] towers, Optional<RoundNumbers.Cut> cut) {}

    /** Of the pairs that are judged, those that a round left in. */
    boolean[] kept(RoundScores scores) {
        boolean[] kept = new boolean[judged.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = scores.isKept(judged[i]);
        }
        return kept;
    }

    /** @param trainOn what judges are trained on, unless they are given */
    Choice choose(int number, boolean[] trainOn) {
        PairCuration.Round found = judge.map(given -> curation.round(given, ALWAYS))
                .orElseGet(() -> curation.round(people.over(trainOn), number));
        return new Choice(found.kept(), found.fused(), found.signals()[0], found.cut().map(cut ->
                new RoundNumbers.Cut(cut.threshold(), cut.noiseShare(), cut.expectedNoise())));
    }

    /** Pages of the pairs that are judged. */
    String[] pages() {
        return Arrays.stream(judged).mapToObj(i -> pool.pairs().get(i).group()).toArray(String[]::new);
    }

    /** What the recipe left, but for boilerplate and what waits in the reserve. */
    private boolean[] start() {
        boolean[] start = curation.start();
        for (int i = 0; i < start.length; i++) {
            start[i] &= pool.pairs().get(judged[i]).kept() && !parts.reserve()[judged[i]];
        }
        return start;
    }

    /** Trains on a choice, which need not be one's own, and measures what that is worth. */
    Round finish(int number, Choice choice, Optional<Before> before) {
        boolean[] waiting = waiting(before.map(Before::previous));
        boolean[] kept = people.over(choice.kept());
        for (int i = 0; i < kept.length; i++) {
            kept[i] &= !waiting[i];
        }
        Additions additions = Additions.of(settings, this, choice, kept, waiting, before.map(Before::previous), number);
        boolean[] all = additions.with(kept);
        if (count(all) < 2) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Round " + number + " keeps " + count(all)
                    + " pairs, too few to train on. Raise 'rounds: most_copies' or 'rounds: wanted_noise'.");
        }
        TwoTower towers = curation.train(all);
        Retrieval retrieval = retrieval(towers);
        RoundScores scores = scores(all, waiting, additions, choice, retrieval.foundByPair(PLACES));
        Optional<Double> random =
                before.map(unused -> retrieval(curation.train(random(number, count(all)))).recall(PLACES));
        RoundNumbers numbers = new RoundNumbers(
                judged.length,
                count(all),
                count(curation.boilerplate()),
                unseen.length,
                before.map(earlier -> flips(scores, earlier.previous())).orElse(0),
                before.map(earlier -> flips(earlier.previous(), scores)).orElse(0),
                choice.cut(),
                heldOut.mean(retrieval.foundByPair(1)),
                heldOut.mean(scores.found()),
                Math.min(1, (double) PLACES / unseen.length),
                random,
                before.map(earlier -> heldOut.gain(scores.found(), earlier.previous().found())),
                before.map(earlier -> heldOut.gain(scores.found(), earlier.first().found())),
                diversity(all),
                agreement(all, waiting, choice.towers()),
                heldOut.slices(scores.found()),
                additions.told(kept, scores.found()),
                Optional.empty(),
                people.told(choice.kept()),
                new TreeMap<>());
        return new Round(scores, numbers, towers, ofImages, ofTexts, additions.forSlice(pool.count(), judged));
    }

    private boolean[] waiting(Optional<RoundScores> previous) {
        boolean[] waiting = new boolean[judged.length];
        for (int i = 0; i < waiting.length; i++) {
            int pair = judged[i];
            waiting[i] = parts.reserve()[pair] && previous.map(scores -> scores.states()[pair] == State.RESERVE).orElse(true);
        }
        return waiting;
    }

    List<PoolPair> judgedPairs() {
        return Arrays.stream(judged).mapToObj(pool.pairs()::get).toList();
    }

    /** Whether a pair would not return whatever is needed. */
    boolean isOut(int pair) {
        return curation.boilerplate()[pair] || people.findBad(pair);
    }

    HeldOut heldOut() {
        return heldOut;
    }

    /** Of each held-out pair, how far towers find its partner that are trained on these pairs. */
    double[] found(boolean[] trainOn) {
        return retrieval(curation.train(trainOn)).foundByPair(PLACES);
    }

    private Retrieval retrieval(TwoTower towers) {
        return Retrieval.of(towers.image().embed(heldOutPairs.images()), towers.text().embed(heldOutPairs.texts()));
    }

    private RoundScores scores(boolean[] kept, boolean[] waiting, Additions additions, Choice choice, double[] found) {
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
            State without = kept[i] ? State.KEPT : boilerplate[i] ? State.BOILERPLATE : waiting[i]
                    ? State.RESERVE
                    : people.findBad(i) ? State.REFUSED : State.DROPPED;
            states[judged[i]] = additions.state(i).orElse(without);
            if (!boilerplate[i]) {
                fused[judged[i]] = choice.fused()[i];
                towers[judged[i]] = choice.towers()[i];
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

    private double agreement(boolean[] kept, boolean[] waiting, double[] towers) {
        int[] asked = IntStream.range(0, kept.length).filter(i -> !waiting[i] && Double.isFinite(towers[i])).toArray();
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
