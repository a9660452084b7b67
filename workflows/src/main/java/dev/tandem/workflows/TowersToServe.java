package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Which towers model servers are to have.
 *
 * @param load key of the round whose towers are loaded
 * @param named whether they are to be there under the plain names as well
 * @param keepOthers whether other versions stay where they are
 * @param keep keys of further rounds whose towers stay
 * @param models names of the models
 */
public record TowersToServe(Optional<Digest> load, boolean named, boolean keepOthers, List<Digest> keep, List<String> models) {}
