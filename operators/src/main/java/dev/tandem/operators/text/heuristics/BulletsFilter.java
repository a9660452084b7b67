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
 * Keeps text that is no list: lines that begin with a bullet over all lines that are not blank; 1 for text without
 * lines. A rule of NeMo Curator after Gopher, which knows twelve bullets; {@code gopher_quality} counts one of them and
 * the hyphen.
 */
@OperatorName("bullets")
public final class BulletsFilter implements Filter {
    private static final String BULLETS = "•‣⁃⁌⁍∙○●◘◦⦾⦿";

    private final Params params;

    public BulletsFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxBulletLinesRatio largest share kept
     */
    public record Params(@Setting(value = "0.9", min = 0, max = 1) double maxBulletLinesRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("bullet_lines_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out,
                (row, sample) -> out.number(row, 0, sample.derive(TextPieces.LINES).share(BulletsFilter::isBulleted)));
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxBulletLinesRatio()
                ? Decision.KEEP
                : Decision.drop("bullet_lines_ratio above max_bullet_lines_ratio");
    }

    private static boolean isBulleted(char[] text, int from, int to) {
        return BULLETS.indexOf(text[from]) >= 0;
    }
}
