package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;

/**
 * Removes or replaces links: what begins with a scheme and a colon, with {@code www.}, or with a host name and a slash, up to
 * the next white space or angle bracket, without punctuation at its end; brackets in pairs belong to it. Any word with a
 * colon in its middle is a scheme, so {@code ratio:0.75} is a link, as it is to Data-Juicer.
 */
@OperatorName("clean_links")
public final class CleanLinksMapper implements Mapper {
    private final Params params;

    public CleanLinksMapper(Params params) {
        this.params = params;
    }

    /**
     * What is put in.
     *
     * @param repl what stands in place of a link, as it is
     */
    public record Params(@Setting("") String repl) {}

    @Override
    public String map(String text) {
        return new WebLinks(text).find().replacedIn(text, params.repl());
    }
}
