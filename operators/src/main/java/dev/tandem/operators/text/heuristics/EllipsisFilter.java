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
 * Keeps text that is not cut off: lines that end in an ellipsis, or in an invitation to read more, over all lines that
 * are not blank; 1 for text without lines. A rule of NeMo Curator after C4.
 */
@OperatorName("ellipsis")
public final class EllipsisFilter implements Filter {
    private static final List<String> MARKS =
            List.of("...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more");

    private final Params params;

    public EllipsisFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxNumLinesEndingWithEllipsisRatio largest share kept
     */
    public record Params(@Setting(value = "0.3", min = 0, max = 1) double maxNumLinesEndingWithEllipsisRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("ellipsis_lines_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out,
                (row, sample) -> out.number(row, 0, sample.derive(TextPieces.LINES).share(EllipsisFilter::isCutOff)));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxNumLinesEndingWithEllipsisRatio()
                ? Decision.KEEP
                : Decision.drop("ellipsis_lines_ratio above max_num_lines_ending_with_ellipsis_ratio");
    }

    private static boolean isCutOff(char[] text, int from, int to) {
        for (String mark : MARKS) {
            if (endsWith(text, from, to, mark)) {
                return true;
            }
        }
        return false;
    }

    /** In any case: the letters of the marks have no capitals but the plain ones. */
    private static boolean endsWith(char[] text, int from, int to, String mark) {
        int start = to - mark.length();
        if (start < from) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            char c = text[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
