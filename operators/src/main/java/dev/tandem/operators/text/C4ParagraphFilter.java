package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.TextUnits;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps text with several long paragraphs, as multilingual C4 does: paragraphs are what line feeds separate. The
 * reference has no parameters; its numbers are the defaults.
 */
@OperatorName("c4_paragraph")
public final class C4ParagraphFilter implements Filter {
    private final Params params;

    public C4ParagraphFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minParagraphs how many paragraphs have to be long
     * @param minParagraphLen how long they have to be
     */
    public record Params(
            @Setting(value = "3", min = 1, max = 1000, measured = true) int minParagraphs,
            @Setting(value = "200", min = 0) int minParagraphLen) {}

    /** The length is that of the shortest of the longest paragraphs that are asked for, 0 when there are fewer. */
    @Override
    public List<Feature> features() {
        return List.of(Feature.number("paragraphs"), Feature.number("paragraph_length"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            TextUnits text = sample.derive(TextUnits.OF);
            int[] lengths = new int[text.pieces()];
            Arrays.setAll(lengths, line -> text.codePoints(text.pieceStart(line), text.pieceEnd(line)));
            Arrays.sort(lengths);
            out.number(row, 0, lengths.length);
            out.number(row, 1, lengths.length < params.minParagraphs() ? 0 : lengths[lengths.length - params.minParagraphs()]);
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minParagraphs() && row.number(1) >= params.minParagraphLen()
                ? Decision.KEEP
                : Decision.drop("fewer long paragraphs than min_paragraphs");
    }
}
