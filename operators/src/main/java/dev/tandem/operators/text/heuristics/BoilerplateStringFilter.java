package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.PhraseFinder;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.TextUnits;
import java.util.List;

/**
 * Keeps text that is not about its website: paragraphs with a phrase of terms, privacy or cookies over all paragraphs, which
 * two line feeds separate; 1 for text with placeholder text. Case does not matter. A rule of NeMo Curator after C4, which has
 * five whole sentences of consent banners on its list as well; give such as {@code boilerplate_strings}.
 */
@OperatorName("boilerplate_string")
public final class BoilerplateStringFilter implements Filter {
    private static final PhraseFinder PLACEHOLDER = new PhraseFinder("", List.of("lorem ipsum"));

    private final Params params;
    private final PhraseFinder phrases;

    public BoilerplateStringFilter(Params params) {
        this.params = params;
        this.phrases = new PhraseFinder(
                "boilerplate_strings", params.boilerplateStrings().stream().map(LowerCase::of).toList());
    }

    /**
     * The limit.
     *
     * @param maxBoilerplateStringRatio largest share kept
     * @param boilerplateStrings the phrases
     */
    public record Params(
            @Setting(value = "0.4", min = 0, max = 1) double maxBoilerplateStringRatio,
            @Setting(value = "terms of use,privacy policy,cookie policy,uses cookies,use of cookies,use cookies,privacy overview,"
                    + "privacy & cookies policy,privacy and cookies policy", measured = true) List<String> boilerplateStrings) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("boilerplate_string_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            TextUnits text = TextUnits.of(LowerCase.of(sample.text()));
            out.number(row, 0, PLACEHOLDER.isIn(text.array(), 0, text.length()) ? 1 : share(TextPieces.paragraphs(text)));
        });
    }

    private double share(TextPieces paragraphs) {
        int found = 0;
        for (int i = 0; i < paragraphs.count(); i++) {
            found += phrases.isIn(paragraphs.text().array(), paragraphs.start(i), paragraphs.end(i)) ? 1 : 0;
        }
        return (double) found / paragraphs.count();
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxBoilerplateStringRatio()
                ? Decision.KEEP
                : Decision.drop("boilerplate_string_ratio above max_boilerplate_string_ratio");
    }
}
