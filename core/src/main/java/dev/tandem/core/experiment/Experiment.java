package dev.tandem.core.experiment;

import dev.tandem.core.evaluation.EvaluationReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pools, recipes, trainers and seeds, of which every combination is a cell: curated, trained and evaluated in the same way.
 *
 * @param pools paths of each input, as the file names them
 * @param recipes file of each recipe
 * @param imageModel reads pictures, and has an output that is an embedding
 * @param textModel reads texts, and has an output that is an embedding
 */
public record Experiment(
        String name,
        SortedMap<String, List<String>> pools,
        SortedMap<String, String> recipes,
        String imageModel,
        String textModel,
        SortedMap<String, TrainerUse> trainers,
        List<Long> seeds,
        int mostPairs,
        Evaluation evaluation,
        Halving halving,
        Optional<Promotion> promote) {

    public Experiment {
        pools = new TreeMap<>(pools);
        recipes = new TreeMap<>(recipes);
        trainers = new TreeMap<>(trainers);
        seeds = List.copyOf(seeds);
    }

    /** A trainer with its settings. */
    public record TrainerUse(String trainer, SortedMap<String, Object> config) {
        public TrainerUse(String trainer, Map<String, Object> config) {
            this(trainer, new TreeMap<>(config));
        }
    }

    /** What a probe has to tell: rows whose field has this value from all others. */
    public record LabelField(String field, String positive) {}

    /**
     * How cells are compared.
     *
     * @param recipe whose output the held-out pairs are taken from, the same ones for every recipe of a pool
     * @param heldOut one of so many parts of the pages is held out; which one, the seed decides
     * @param cleanOf evaluation sets that nothing that is trained on may share words with; pinned when the experiment is submitted
     * @param slices kinds of slices that results are told by
     */
    public record Evaluation(
            String metric,
            boolean lowerIsBetter,
            String recipe,
            int heldOut,
            List<String> slices,
            List<String> cleanOf,
            Optional<LabelField> label) {
        public Evaluation {
            slices = List.copyOf(slices);
            cleanOf = List.copyOf(cleanOf);
        }

        /** The same with versions of evaluation sets in the place of names. */
        public Evaluation pinned(List<EvaluationReference> versions) {
            return new Evaluation(metric, lowerIsBetter, recipe, heldOut, slices,
                    versions.stream().map(EvaluationReference::toString).toList(), label);
        }
    }

    /**
     * What the winner becomes.
     *
     * @param dataset name that its output is published as, where there is one
     * @param model name that its model gets, where there is one
     * @param incumbent what has to be beaten
     */
    public record Promotion(Optional<String> dataset, Optional<String> model, Variant incumbent) {}

    public Experiment withEvaluation(Evaluation other) {
        return new Experiment(name, pools, recipes, imageModel, textModel, trainers, seeds, mostPairs, other, halving, promote);
    }

    /** All that is compared, in order. */
    public List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        pools.keySet().forEach(pool -> recipes.keySet().forEach(recipe -> trainers.keySet().forEach(
                trainer -> variants.add(new Variant(pool, recipe, trainer)))));
        return variants;
    }

    /** The variant that the others have to beat; empty where nothing is promoted. */
    public Optional<Variant> incumbent() {
        return promote.map(Promotion::incumbent);
    }
}
