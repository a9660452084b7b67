package dev.tandem.operators.decontamination;

import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.SimplifiedText;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether texts share a run of {@value #WORDS} words with evaluation sets, questions included: by the rules of {@code decontaminate},
 * so that a recipe can drop what is found here.
 */
public final class ContaminationCheck {
    /** Words of a run. */
    public static final int WORDS = 8;

    private final EvaluationNgrams ngrams;

    /** @param versions of evaluation sets, as {@code name@digest} */
    public ContaminationCheck(List<String> versions, EvaluationSets sets) {
        this.ngrams = DecontaminateFilter.ngrams(new DecontaminateFilter.Params(versions, WORDS, true, true, 0), sets);
    }

    /**
     * The first run that a text shares.
     *
     * @param words as they stand in the text
     */
    public record Shared(String set, String item, String words) {}

    public Optional<Shared> find(String text) {
        EvaluationNgrams.Found found = ngrams.find(EnglishWords.of(SimplifiedText.characters(text)));
        return found.ngrams() == 0 ? Optional.empty() : Optional.of(new Shared(found.set(), found.item(), found.first()));
    }
}
