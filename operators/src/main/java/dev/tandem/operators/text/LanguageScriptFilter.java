package dev.tandem.operators.text;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.Unicode14;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;

/**
 * Keeps text in the scripts of its language: letters of these scripts over letters of all scripts; 0 for text without
 * letters. Letters that several scripts share do not count. It costs far less than telling languages apart, and finds
 * what that is blind to, such as English in Cyrillic look-alikes or a page that is half in another script.
 */
@OperatorName("language_script")
public final class LanguageScriptFilter implements Filter {
    private final Params params;
    private final boolean[] wanted = new boolean[UnicodeScript.values().length];

    public LanguageScriptFilter(Params params) {
        this.params = params;
        Set<UnicodeScript> scripts = LanguageScripts.of(params.languages(), params.scripts());
        scripts.forEach(script -> wanted[script.ordinal()] = true);
    }

    /**
     * What is expected.
     *
     * @param languages languages whose scripts are expected, as ISO 639 codes
     * @param scripts scripts that are expected beside those, by their names in Unicode, such as {@code Latin}
     * @param minRatio smallest share kept
     */
    public record Params(
            @Setting(value = "en", measured = true) List<String> languages,
            @Setting(value = "", measured = true) List<String> scripts,
            @Setting(value = "0.8", min = 0, max = 1) double minRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("script_ratio"), Feature.number("letters"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            String text = sample.text();
            int letters = 0;
            int expected = 0;
            for (int i = 0; i < text.length(); ) {
                int codePoint = text.codePointAt(i);
                i += Character.charCount(codePoint);
                UnicodeScript script = script(codePoint);
                if (script != UnicodeScript.COMMON) {
                    letters++;
                    expected += wanted[script.ordinal()] ? 1 : 0;
                }
            }
            out.number(row, 0, letters == 0 ? 0 : (double) expected / letters);
            out.number(row, 1, letters);
        });
    }

    /** {@link UnicodeScript#COMMON} for what is no letter, or one of several scripts. */
    private static UnicodeScript script(int codePoint) {
        if (!Unicode14.isLetter(codePoint)) {
            return UnicodeScript.COMMON;
        }
        UnicodeScript script = codePoint < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(codePoint);
        return script == UnicodeScript.INHERITED ? UnicodeScript.COMMON : script;
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) >= params.minRatio() ? Decision.KEEP : Decision.drop("script_ratio below min_ratio");
    }
}
