package dev.tandem.bench.codev;

import dev.tandem.core.json.Json;
import dev.tandem.training.Lanes;
import dev.tandem.training.curation.NoiseCut;
import dev.tandem.training.curation.PairCuration;
import dev.tandem.training.curation.PairPool;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.evaluation.RankingCurve;
import dev.tandem.training.evaluation.Retrieval;
import dev.tandem.training.evaluation.Slices;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import dev.tandem.training.tower.TwoTowerSettings;
import dev.tandem.training.tower.TwoTowerTraining;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The loop at one seed, and all that it has to be compared with. Prints a line of JSON for each measurement. */
final class CodevTrial {
    private static final double SWAPPED = 0.3;
    private static final double BOILERPLATE = 0.1;
    private static final double WANTED_NOISE = 0.08;
    private static final int FOLDS = 4;
    private static final int SWAPS = 5;
    private static final int MOST_COPIES = 10;
    private static final int PLACES = 5;

    private final PairFeatures features;
    private final long seed;
    private final int rounds;
    private final Lanes lanes;

    CodevTrial(PairFeatures features, long seed, int rounds, Lanes lanes) {
        this.features = features;
        this.seed = seed;
        this.rounds = rounds;
        this.lanes = lanes;
    }

    void run() {
        signals();
        loop();
    }

    private PairCuration curation(PlantedPool planted) {
        return curation(planted.pool());
    }

    private PairCuration curation(PairPool pool) {
        return new PairCuration(pool,
                new PairCuration.Settings(FOLDS, SWAPS, WANTED_NOISE, MOST_COPIES, TwoTowerSettings.standard(seed), seed), lanes);
    }

    /** How well swapped descriptions are found where nothing else is planted. */
    private void signals() {
        PlantedPool planted = PlantedPool.of(features, SWAPPED, 0, seed);
        PairCuration curation = curation(planted);
        PairCuration.Round round = curation.round(curation.start(), 0);
        area("two towers", round.signals()[0], planted.clean());
        for (int i = 1; i < round.signals().length; i++) {
            area(planted.pool().signals().get(i - 1).name(), round.signals()[i], planted.clean());
        }
        area("all, label model", round.voted(), planted.clean());
        area("all, fused", round.fused(), planted.clean());
        // Names of files say more here than they do elsewhere.
        PairPool pool = planted.pool();
        PairCuration without = curation(new PairPool(pool.pairs(), pool.groups(), pool.texts(),
                pool.signals().stream().filter(signal -> !signal.name().equals(PlantedPool.NAMES)).toList()));
        area("all but names, fused", without.round(without.start(), 0).fused(), planted.clean());
        area("random scores", NegativeControls.randomScores(planted.clean().length, seed), planted.clean());
    }

    private void area(String signal, double[] scores, boolean[] clean) {
        line("signal", signal, Map.of("area", RankingCurve.area(scores, clean)));
    }

    private void loop() {
        PlantedPool planted = PlantedPool.of(features, SWAPPED, BOILERPLATE, seed);
        PairCuration curation = curation(planted);
        int count = planted.clean().length;
        boolean[] all = new boolean[count];
        Arrays.fill(all, true);
        TrainingPairs without = planted.without();
        recall(planted, "the pool before anything was planted", train(without), 0, count);
        recall(planted, "clean part only", curation.train(planted.clean()), 0, count(planted.clean()));
        recall(planted, "raw pool", curation.train(all), noise(all, planted), count);
        recall(planted, "swapped pairs only", train(new TrainingPairs(without.images(),
                PlantedPool.at(without.texts(), NegativeControls.swapped(count, seed)))), 1, count);
        boolean[] trainOn = curation.start();
        for (int number = 1; number <= rounds; number++) {
            PairCuration.Round round = curation.round(trainOn, number);
            TwoTower towers = curation.train(round.kept());
            recall(planted, "kept after round " + number, towers, noise(round.kept(), planted), count(round.kept()));
            flips(number, trainOn, round, planted);
            trainOn = round.kept();
            if (number == rounds) {
                slices(planted, towers);
            }
        }
        boolean[] random = randomly(count, count(trainOn));
        recall(planted, "random set of the same size", curation.train(random), noise(random, planted), count(random));
        Optional<NoiseCut> cut = NoiseCut.at(NegativeControls.randomScores(count, seed),
                NegativeControls.randomScores(count * SWAPS, seed + 1), WANTED_NOISE);
        line("control", "cut by random scores", Map.of("cut", cut.isPresent()));
    }

    private TwoTower train(TrainingPairs pairs) {
        return TwoTowerTraining.train(pairs, TwoTowerSettings.standard(seed), lanes);
    }

    private void recall(PlantedPool planted, String trainedOn, TwoTower towers, double noise, int pairs) {
        Retrieval retrieval = retrieval(planted, towers);
        line("trained_on", trainedOn, Map.of("recall_at_1", retrieval.recall(1), "recall_at_5", retrieval.recall(PLACES),
                "image_to_text_at_5", retrieval.imageToText(PLACES), "text_to_image_at_5", retrieval.textToImage(PLACES),
                "noise", noise, "pairs", pairs, "held_out", retrieval.pairs()));
    }

    private static Retrieval retrieval(PlantedPool planted, TwoTower towers) {
        return Retrieval.of(towers.image().embed(planted.heldOut().images()), towers.text().embed(planted.heldOut().texts()));
    }

    private void flips(int number, boolean[] before, PairCuration.Round round, PlantedPool planted) {
        int in = (int) IntStream.range(0, before.length).filter(i -> round.kept()[i] && !before[i]).count();
        int out = (int) IntStream.range(0, before.length).filter(i -> !round.kept()[i] && before[i]).count();
        int cleanKept = (int) IntStream.range(0, before.length).filter(i -> round.kept()[i] && planted.clean()[i]).count();
        line("round", number, Map.of(
                "towers_area", RankingCurve.area(round.signals()[0], planted.clean()),
                "fused_area", RankingCurve.area(round.fused(), planted.clean()),
                "returned", in, "rejected", out,
                "clean_kept", (double) cleanKept / count(planted.clean()),
                "noise_share_estimated", round.cut().map(NoiseCut::noiseShare).orElse(1.0),
                "noise_kept_estimated", round.cut().map(NoiseCut::expectedNoise).orElse(1.0)));
    }

    private void slices(PlantedPool planted, TwoTower towers) {
        String[] words = Arrays.stream(planted.heldOutPairs()).mapToObj(i -> features.words().map(table -> hasWords(table[i])
                ? "picture with text" : "picture without text").orElse("text not looked for")).toArray(String[]::new);
        String[] source = Arrays.stream(planted.heldOutPairs()).mapToObj(i -> features.pairs().get(i).page())
                .map(page -> page.substring(0, page.indexOf('/'))).toArray(String[]::new);
        Retrieval retrieval = retrieval(planted, towers);
        for (String[] names : new String[][] {words, source}) {
            Slices.recall(retrieval, names, PLACES, seed).forEach((name, slice) -> line("slice", name,
                    Map.of("recall_at_5", slice.recall().value(), "pairs", slice.pairs())));
        }
    }

    private static boolean hasWords(float[] vector) {
        for (float number : vector) {
            if (number != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean[] randomly(int count, int wanted) {
        boolean[] random = new boolean[count];
        int[] order = PlantedPool.shuffled(count, seed + 1);
        for (int i = 0; i < wanted; i++) {
            random[order[i]] = true;
        }
        return random;
    }

    private static int count(boolean[] set) {
        int count = 0;
        for (boolean is : set) {
            count += is ? 1 : 0;
        }
        return count;
    }

    private static double noise(boolean[] kept, PlantedPool planted) {
        int noise = (int) IntStream.range(0, kept.length).filter(i -> kept[i] && !planted.clean()[i]).count();
        return (double) noise / count(kept);
    }

    private void line(String kind, Object name, Map<String, Object> values) {
        Map<String, Object> line = new LinkedHashMap<>(values);
        line.put(kind, name);
        line.put("seed", seed);
        System.out.println(Json.text(line));
    }
}
