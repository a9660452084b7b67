package dev.tandem.core.operator;

import java.util.List;

/**
 * A file of the operators folder that brings no operators.
 *
 * @param file its name
 * @param operators names of the operators that it was to bring, where they are known
 * @param reason what was found, what was expected, and what to do
 */
public record RefusedFile(String file, List<String> operators, String reason) {
    public RefusedFile {
        operators = List.copyOf(operators);
    }
}
