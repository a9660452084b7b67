package dev.tandem.operators.text.latex;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;

/**
 * Puts what they stand for in place of the macros that a LaTeX document defines for itself: those without arguments, each
 * in a line of its own, by {@code \newcommand} or {@code \def}; the last definition counts. The definitions stay as they
 * are. Macros in macros are resolved, whatever the order of their definitions; those that need themselves are left alone.
 * A text fails that becomes more than four times as long.
 */
@OperatorName("expand_macro")
public final class ExpandMacroMapper implements Mapper {
    public ExpandMacroMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) throws SampleFailedException {
        return text.contains("\\newcommand") || text.contains("\\def") ? new Macros(text).expanded() : text;
    }
}
