package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps text that is of sentences: lines that do not end in one of {@code ?!."'} over all lines that are not blank; 1
 * for text without lines. A rule of NeMo Curator after C4.
 */
@OperatorName("punctuation")
public final class PunctuationFilter implements Filter {
    private static final String END_MARKS = ".?!\"'";

    private final Params params;

    public PunctuationFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxNumSentencesWithoutEndmarkRatio largest share kept
     */
    public record Params(@Setting(value = "0.85", min = 0, max = 1) double maxNumSentencesWithoutEndmarkRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("lines_without_endmark_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out,
                (row, sample) -> out.number(row, 0, sample.derive(TextPieces.LINES).share(PunctuationFilter::hasNoEndMark)));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxNumSentencesWithoutEndmarkRatio()
                ? Decision.KEEP
                : Decision.drop("lines_without_endmark_ratio above max_num_sentences_without_endmark_ratio");
    }

    private static boolean hasNoEndMark(char[] text, int from, int to) {
        return END_MARKS.indexOf(text[to - 1]) < 0;
    }
}
