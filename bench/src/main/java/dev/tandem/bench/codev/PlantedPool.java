package dev.tandem.bench.codev;

import dev.tandem.training.InputScaling;
import dev.tandem.training.InputScaling.Block;
import dev.tandem.training.curation.Folds;
import dev.tandem.training.curation.HashedWords;
import dev.tandem.training.curation.PairPool;
import dev.tandem.training.curation.PairSignal;
import dev.tandem.training.tower.TrainingPairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pairs in two parts, no page in both: a quarter to evaluate with, which stays as it is, and a pool in which some descriptions were
 * swapped with each other and some replaced by one that all of them have.
 *
 * @param clean which pairs of the pool nothing was done to; only judges may look
 * @param without the pool before anything was done to it
 */
record PlantedPool(PairPool pool, boolean[] clean, TrainingPairs without, TrainingPairs heldOut, int[] heldOutPairs) {
    static final String NAMES = "names of page and file";

    private static final int PARTS = 4;

    static PlantedPool of(PairFeatures features, double swapped, double boilerplate, long seed) {
        String[] pages = features.pairs().stream().map(PairFeatures.Pair::page).toArray(String[]::new);
        Folds parts = Folds.byGroup(pages, PARTS, seed);
        int[] heldOut = parts.members(0);
        int[] places = IntStream.range(0, pages.length).filter(i -> parts.foldOf()[i] != 0).toArray();
        int[] order = shuffled(places.length, seed);
        int swaps = (int) (swapped * places.length);
        int copies = (int) (boilerplate * places.length);
        int[] texts = places.clone();
        boolean[] clean = new boolean[places.length];
        Arrays.fill(clean, true);
        for (int i = 0; i < swaps; i++) {
            texts[order[i]] = places[order[(i + 1) % swaps]];
            clean[order[i]] = false;
        }
        for (int i = swaps; i < swaps + copies; i++) {
            texts[order[i]] = places[order[swaps]];
            clean[order[i]] = false;
        }
        float[][] rows = rows(features);
        InputScaling scaling = InputScaling.fit(blocks(features), at(rows, places));
        float[][] images = scaling.apply(at(rows, places));
        PairPool pool = new PairPool(new TrainingPairs(images, at(features.description(), texts)),
                Arrays.stream(places).mapToObj(i -> pages[i]).toArray(String[]::new),
                Arrays.stream(texts).mapToObj(i -> features.pairs().get(i).description()).toArray(String[]::new),
                signals(features, places, texts));
        return new PlantedPool(pool, clean, new TrainingPairs(images, at(features.description(), places)),
                new TrainingPairs(scaling.apply(at(rows, heldOut)), at(features.description(), heldOut)), heldOut);
    }

    private static List<Block> blocks(PairFeatures features) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block("PICTURE", features.image()[0].length, "efficientnet_lite0", "EMBEDDING", true));
        features.words().ifPresent(words -> blocks.add(new Block("WORDS", words[0].length, "minilm", "EMBEDDING", false)));
        return blocks;
    }

    private static float[][] rows(PairFeatures features) {
        if (features.words().isEmpty()) {
            return features.image();
        }
        float[][] words = features.words().get();
        float[][] rows = new float[words.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(features.image()[i], features.image()[i].length + words[i].length);
            System.arraycopy(words[i], 0, rows[i], features.image()[i].length, words[i].length);
        }
        return rows;
    }

    /** What other models say of a description at its place: page, names of page and file, what the image shows, text in the image. */
    private static List<PairSignal> signals(PairFeatures features, int[] places, int[] texts) {
        float[][] descriptions = at(features.description(), texts);
        List<String> names = features.pairs().stream()
                .map(pair -> pair.title() + " " + last(pair.page()) + " " + last(pair.source())).toList();
        HashedWords words = new HashedWords(names);
        List<PairSignal> signals = new ArrayList<>();
        signals.add(new PairSignal.OfVectors("page title", at(features.title(), places), descriptions));
        signals.add(new PairSignal.OfVectors(NAMES,
                Arrays.stream(places).mapToObj(i -> words.vector(names.get(i))).toArray(float[][]::new),
                Arrays.stream(texts).mapToObj(i -> words.vector(features.pairs().get(i).description())).toArray(float[][]::new)));
        signals.add(new PairSignal.OfVectors("guessed classes", at(features.guess(), places), descriptions));
        features.words().ifPresent(found -> signals.add(new PairSignal.OfVectors("text in the image", at(found, places), descriptions)));
        return signals;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static float[][] at(float[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(i -> rows[i]).toArray(float[][]::new);
    }

    static int[] shuffled(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
