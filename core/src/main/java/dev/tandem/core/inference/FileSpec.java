package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.core.model.Digest;

/**
 * A file of a model.
 *
 * @param path below the model's folder, or with a slash before it the name of a resource on the class path
 */
public record FileSpec(String path, @JsonProperty("sha256") Digest digest) {
    public FileSpec {
        Require.that(path != null && digest != null, "a 'path' with its 'sha256'", path);
    }
}
