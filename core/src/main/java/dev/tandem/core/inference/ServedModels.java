package dev.tandem.core.inference;

/**
 * What became of versions of models at a model server.
 *
 * @param endpoint {@code host:port}; empty where it is not about one
 * @param detail for people; may be empty
 */
public record ServedModels(String endpoint, State state, String detail) {
    /** How a server stands to them. */
    public enum State {
        /** It was given them, and has them as their contracts say. */
        LOADED,
        /** It finds every version in the store itself. */
        HAS_ALL,
        /** It takes no models on request, or there is none. */
        TAKES_NONE,
        FAILED
    }

    /** As a sentence has it. */
    public String meaning() {
        String where = endpoint.isEmpty() ? "" : " at " + endpoint;
        String more = detail.isEmpty() ? "" : ": " + detail;
        return switch (state) {
            case LOADED -> "loaded" + where + more;
            case HAS_ALL -> "found in the store" + where;
            case TAKES_NONE -> "not loaded" + where + more;
            case FAILED -> "could not be loaded" + where + more;
        };
    }
}
