package dev.tandem.services.training;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment.Evaluation;
import dev.tandem.core.model.Digest;
import dev.tandem.operators.decontamination.ContaminationCheck;
import dev.tandem.training.job.BaseModel;
import dev.tandem.training.job.JobData;
import dev.tandem.training.job.JobRow;
import dev.tandem.training.job.JobRows;
import dev.tandem.training.rounds.PoolPair;
import dev.tandem.training.rounds.PreparedPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cell trains on and is asked about. Whole pages are held out, by their names and the seed: the same ones for every recipe of a
 * pool. What is held out comes from one recipe for all, so that an easy question that another recipe leaves is no advantage.
 */
final class CellData {
    private static final int FEWEST = 2;
    private static final int MOST_NAMED = 5;

    private CellData() {}

    static JobData of(CellSpec spec, PreparedPool pool, PreparedPool reference, EvaluationSets sets) {
        if (!pool.imageBase().equals(reference.imageBase()) || !pool.textBase().equals(reference.textBase())) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The pools were prepared by different base models: a model was replaced"
                    + " in between. Run the experiment again.");
        }
        int[] seen = places(pool, i -> !isHeldOut(spec, pool.pairs().get(i)));
        int[] unseen = places(reference, i -> isHeldOut(spec, reference.pairs().get(i)));
        if (seen.length < FEWEST || unseen.length < FEWEST) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "Found " + seen.length + " pairs to train on and " + unseen.length
                    + " that are held out of " + pool.count() + " and " + reference.count() + "; at least " + FEWEST
                    + " of each are needed. Give more pages, or another 'held_out'.");
        }
        checkSets(pool, seen, spec.evaluation(), sets);
        checkCopies(pool, seen, reference, unseen);
        return new JobData(base(pool.imageBase()), base(pool.textBase()), rows(pool, seen), rows(reference, unseen));
    }

    private static int[] places(PreparedPool pool, IntPredicate wanted) {
        return IntStream.range(0, pool.count()).filter(i -> pool.pairs().get(i).kept()).filter(wanted).toArray();
    }

    private static boolean isHeldOut(CellSpec spec, PoolPair pair) {
        long chance = ByteBuffer.wrap(Digest.of("held out " + spec.seed() + " " + pair.group()).bytes()).getLong();
        return Long.remainderUnsigned(chance, spec.evaluation().heldOut()) == 0;
    }

    private static BaseModel base(PreparedPool.Base base) {
        return new BaseModel(base.model(), base.output(), base.width());
    }

    private static JobRows rows(PreparedPool pool, int[] places) {
        return new JobRows(
                Arrays.stream(places).mapToObj(i -> row(pool.pairs().get(i))).toList(),
                Arrays.stream(places).mapToObj(i -> pool.images()[i]).toArray(float[][]::new),
                Arrays.stream(places).mapToObj(i -> pool.texts()[i]).toArray(float[][]::new));
    }

    /** Slices are told as {@code kind: name}. */
    private static JobRow row(PoolPair pair) {
        Map<String, String> attributes = new TreeMap<>();
        for (String slice : pair.slices()) {
            int colon = slice.indexOf(": ");
            if (colon > 0) {
                attributes.put(slice.substring(0, colon), slice.substring(colon + 2));
            }
        }
        return new JobRow(pair.id().hex(), attributes);
    }

    private static void checkSets(PreparedPool pool, int[] seen, Evaluation evaluation, EvaluationSets sets) {
        if (evaluation.cleanOf().isEmpty()) {
            return;
        }
        ContaminationCheck check = new ContaminationCheck(evaluation.cleanOf(), sets);
        List<String> found = new ArrayList<>();
        int count = 0;
        for (int place : seen) {
            PoolPair pair = pool.pairs().get(place);
            var shared = check.find(pair.text());
            if (shared.isPresent()) {
                count++;
                if (found.size() < MOST_NAMED) {
                    found.add("item '" + shared.get().item() + "' of '" + shared.get().set() + "' in sample " + pair.id().abbreviated()
                            + " (" + shared.get().words() + ")");
                }
            }
        }
        if (count > 0) {
            String names = evaluation.cleanOf().stream().map(version -> version.replaceFirst("@.*", "")).collect(Collectors.joining(", "));
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, count + " of " + seen.length + " pairs to train on share "
                    + ContaminationCheck.WORDS + " words or more with evaluation sets: " + String.join("; ", found)
                    + (count > found.size() ? "; and others" : "") + ". Nothing was trained. Add 'decontaminate: {eval_sets: [" + names
                    + "], n_grams: " + ContaminationCheck.WORDS + ", find_query_ngrams: true}' to the recipe.");
        }
    }

    /** A pair with the same picture and the same text, as base models see them, is no pair that a model has not seen. */
    private static void checkCopies(PreparedPool pool, int[] seen, PreparedPool reference, int[] unseen) {
        Set<Copy> known = new HashSet<>();
        for (int place : unseen) {
            known.add(Copy.of(reference, place));
        }
        int[] copies = Arrays.stream(seen).filter(place -> known.contains(Copy.of(pool, place))).toArray();
        if (copies.length > 0) {
            String named = Arrays.stream(copies).limit(MOST_NAMED).mapToObj(i -> pool.pairs().get(i).id().abbreviated())
                    .collect(Collectors.joining(", "));
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, copies.length + " of " + seen.length
                    + " pairs to train on are copies of pairs that are held out: samples " + named
                    + (copies.length > MOST_NAMED ? ", ..." : "")
                    + ". Nothing was trained. Let the recipe drop duplicates, such as with 'exact_dedup'.");
        }
    }

    private record Copy(int image, int text, String words) {
        static Copy of(PreparedPool pool, int place) {
            return new Copy(Arrays.hashCode(pool.images()[place]), Arrays.hashCode(pool.texts()[place]), pool.pairs().get(place).text());
        }
    }
}
