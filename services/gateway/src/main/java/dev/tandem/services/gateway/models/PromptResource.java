package dev.tandem.services.gateway.models;

import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptTemplate;
import dev.tandem.core.prompt.StoredPrompts;
import dev.tandem.core.store.ObjectStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Prompts over REST. */
@Path("/api/v1/prompts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PromptResource {
    /** A file that is longer is refused for its length, or for being cut off here. */
    private static final int MOST_BYTES = 1 << 18;

    private final StoredPrompts prompts;

    PromptResource(ObjectStore objects) {
        this.prompts = new StoredPrompts(objects);
    }

    /** A prompt as programs are told it. */
    public record Told(String reference, String description, Map<String, PromptKind> variables, String digest, String text) {
        static Told of(PromptTemplate template) {
            return new Told(
                    template.reference(), template.description(), template.variables(), template.digest().hex(), template.text());
        }
    }

    /** The prompts that Tandem comes with, and those of the store. */
    @GET
    public List<Told> list() {
        return prompts.references().stream().map(reference -> Told.of(prompts.require(reference))).toList();
    }

    /** Adds a prompt, a YAML file; a version that is there never changes. */
    @PUT
    public Told add(InputStream yaml) throws IOException {
        return Told.of(prompts.add(new String(yaml.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
    }
}
