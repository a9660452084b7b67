package dev.tandem.operators.decontamination;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.evaluation.EvaluationReference;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.SimplifiedText;
import java.util.List;

/**
 * Drops text that shares a long run of words with evaluation sets, by datatrove's rules: words are those of English, in lower
 * case, without punctuation and diacritics, and with every number as 0. An n-gram counts if it lies in an answer, or, unless
 * that is turned off, reaches from the end of the question into the answer; those of questions alone only on request. The first
 * n-gram found stands with the sample, with the set and the item that has it. The greatest limitation: what is shorter than
 * {@code n_grams} words, question and answer together, is not found, and other languages are cut into words by the rules of
 * English.
 *
 * <p>Sets are added with {@code ./tandem eval-sets add}. A run uses the versions that the names point to when it is submitted.
 */
@OperatorName("decontaminate")
public final class DecontaminateFilter implements Filter {
    /** A worker makes the n-grams of some sets once, as long as there is room for them. */
    private static final long HELD_BYTES = 256L << 20;
    private static final Cache<Params, EvaluationNgrams> HELD = Caffeine.newBuilder()
            .maximumWeight(HELD_BYTES)
            .weigher((Params params, EvaluationNgrams ngrams) -> ngrams.bytes())
            .softValues()
            .build();

    private static final Derivation<EnglishWords> WORDS = sample -> EnglishWords.of(SimplifiedText.characters(sample.text()));
    private static final int NGRAMS = 0;
    private static final int SET = 1;
    private static final int ITEM = 2;
    private static final int FIRST = 3;

    private final Params params;
    private final EvaluationSets sets;

    public DecontaminateFilter(Params params, OperatorContext context) {
        this.params = params;
        this.sets = context.evaluationSets();
    }

    /**
     * What text is compared with, and how much of it may be found.
     *
     * @param evalSets names of evaluation sets, or versions of them as {@code name@digest}
     * @param nGrams words of an n-gram
     * @param findQueryNgrams whether n-grams of questions count as well
     * @param findOverlapNgrams whether n-grams count that have words of the question and of the answer
     * @param maxNgrams n-grams that may be found in a text that stays; datatrove allows none
     */
    public record Params(
            @Setting(value = "", measured = true) List<String> evalSets,
            @Setting(value = "12", min = 1, max = 100, measured = true) int nGrams,
            @Setting(value = "false", measured = true) boolean findQueryNgrams,
            @Setting(value = "true", measured = true) boolean findOverlapNgrams,
            @Setting(value = "0", min = 0) int maxNgrams) {

        /** Those that make the same n-grams are equal. */
        Params withoutLimit() {
            return new Params(evalSets, nGrams, findQueryNgrams, findOverlapNgrams, 0);
        }
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("ngrams"), Feature.text("eval_set"), Feature.text("eval_item"), Feature.text("ngram"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        EvaluationNgrams ngrams = ngrams(params, sets);
        batch.forEach(out, (row, sample) -> {
            EvaluationNgrams.Found found = ngrams.find(sample.derive(WORDS));
            out.number(row, NGRAMS, found.ngrams());
            out.text(row, SET, found.set());
            out.text(row, ITEM, found.item());
            out.text(row, FIRST, found.first());
        });
    }

    /** The n-grams of the sets, held for whoever asks next. */
    static EvaluationNgrams ngrams(Params params, EvaluationSets sets) {
        return HELD.get(params.withoutLimit(), wanted -> load(wanted, sets));
    }

    private static EvaluationNgrams load(Params wanted, EvaluationSets sets) {
        EvaluationNgrams.Builder ngrams =
                new EvaluationNgrams.Builder(wanted.nGrams(), wanted.findQueryNgrams(), wanted.findOverlapNgrams());
        for (String set : wanted.evalSets()) {
            EvaluationReference reference = EvaluationReference.parse(set);
            ngrams.add(reference.name(), sets.load(reference.version()));
        }
        return ngrams.build();
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(NGRAMS) > params.maxNgrams() ? Decision.drop("found in an evaluation set") : Decision.KEEP;
    }
}
