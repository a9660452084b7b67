package dev.tandem.core.plugin;

import java.util.List;

/** A file of the operators folder cannot be used; the others can. */
public final class FileRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> operators;

    public FileRefusedException(String reason) {
        this(List.of(), reason);
    }

    /**
     * With what is known of the file.
     *
     * @param operators names of the operators that it was to bring
     */
    public FileRefusedException(List<String> operators, String reason) {
        super(reason);
        this.operators = List.copyOf(operators);
    }

    List<String> operators() {
        return operators;
    }
}
