package dev.tandem.core.recipe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything that is wrong with a recipe, each with file and line, told at once. */
public final class RecipeProblems {
    private final String file;
    private final List<String> problems = new ArrayList<>();

    public RecipeProblems(String file) {
        this.file = file;
    }

    public void add(Node where, String problem) {
        int line = where.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(file + ":" + line + ": " + problem);
    }

    void addAll(Node where, TandemException cause) {
        add(where, cause.getMessage());
    }

    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, String.join("\n", problems));
        }
    }
}
