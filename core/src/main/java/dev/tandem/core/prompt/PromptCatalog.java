package dev.tandem.core.prompt;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.List;
import java.util.Optional;

/** Prompts by {@code <id>@<version>}. What a reference stands for never changes, so that results can be named by it. */
public interface PromptCatalog {

    Optional<PromptTemplate> find(String reference);

    /** All references that are known here, sorted. */
    List<String> references();

    /**
     * A prompt that has to be there.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when it is not
     */
    default PromptTemplate require(String reference) {
        return find(reference).orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, "There is no prompt '" + reference
                + "'; there are " + String.join(", ", references()) + ". Name one of them, or add it to the store."));
    }

    /** The prompts that Tandem comes with. */
    static PromptCatalog builtIn() {
        return BuiltInPrompts.INSTANCE;
    }
}
