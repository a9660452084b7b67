package dev.tandem.operators.text.latex;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import java.util.List;

/**
 * Removes the end of a LaTeX document, from its bibliography or its appendix on: what comes first of {@code \appendix},
 * {@code \bibliography} with its argument, and the environments for references.
 */
@OperatorName("remove_bibliography")
public final class RemoveBibliographyMapper implements Mapper {
    private static final List<String> BEGINNINGS =
            List.of("\\appendix", "\\begin{references}", "\\begin{REFERENCES}", "\\begin{thebibliography}");
    private static final String BIBLIOGRAPHY = "\\bibliography{";

    public RemoveBibliographyMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        int end = text.indexOf(BIBLIOGRAPHY);
        if (end < 0 || text.lastIndexOf('}') < end) {
            end = text.length();
        }
        for (String beginning : BEGINNINGS) {
            int at = text.indexOf(beginning);
            end = at < 0 ? end : Math.min(end, at);
        }
        return text.substring(0, end);
    }
}
