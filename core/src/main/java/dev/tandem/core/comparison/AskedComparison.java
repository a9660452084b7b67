package dev.tandem.core.comparison;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which prompts are compared, and how.
 *
 * @param a reference of a prompt
 * @param b reference of another, with the same variables
 * @param operator the mapper that asks with them: one that has a parameter {@code prompt}
 * @param parameters its other parameters
 * @param judges models that say which of two texts is better; none to let nobody judge
 * @param question what judges are told that the texts are for; empty for the description of the first prompt
 * @param measure {@code <filter>.<feature>}: a number that is measured of each text, beside its picture where it has one
 * @param budget what may be spent in all, as operators take it; prices as well
 */
public record AskedComparison(
        String a,
        String b,
        String operator,
        Map<String, Object> parameters,
        List<String> judges,
        String question,
        Optional<String> measure,
        List<String> budget) {

    public AskedComparison {
        parameters = Map.copyOf(parameters);
        judges = List.copyOf(judges);
        budget = List.copyOf(budget);
        if (a.equals(b)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Two prompts are compared, found '" + a + "' twice");
        }
        for (String own : List.of("prompt", "budget")) {
            if (parameters.containsKey(own)) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The parameter '" + own + "' is set by the comparison; leave it out");
            }
        }
    }

    /** The parameters of the mapper with one of the prompts. */
    Map<String, Object> with(String prompt) {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.put("prompt", prompt);
        all.put("budget", budget);
        return all;
    }
}
