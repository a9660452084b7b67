package dev.tandem.operators.translation;

import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.TranslationTable.ParameterRule;
import java.util.Optional;

/** Settings of another system's recipe as a whole that have no place in a recipe here. */
final class Settings {
    private Settings() {}

    /** What is to be said of a setting; nothing of one that is set to what happens here anyway. */
    static Optional<Remark> remark(TranslationTable table, String name, int line, Object value) {
        ParameterRule rule = table.settings().get(name);
        String shown = name + (value instanceof Nothing ? "" : " = " + ForeignOperator.shown(value));
        if (rule == null) {
            return Optional.of(Remark.notTranslated(line, shown, "there is no such setting"));
        }
        if (rule.unneeded().isPresent()) {
            return Optional.of(Remark.notNeeded(line, shown, rule.unneeded().get()));
        }
        return value instanceof Nothing || rule.means(value)
                ? Optional.empty()
                : Optional.of(Remark.notTranslated(line, shown, rule.why().orElse("there is no such setting")));
    }
}
