package dev.tandem.services.gateway.models;

import dev.tandem.core.comparison.AskedComparison;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptTemplate;
import dev.tandem.core.prompt.StoredPrompts;
import dev.tandem.core.store.ObjectStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Prompts over REST. */
@Path("/api/v1/prompts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PromptResource {
    /** A file that is longer is refused for its length, or for being cut off here. */
    private static final int MOST_BYTES = 1 << 18;

    private final StoredPrompts prompts;
    private final PromptComparisons comparisons;

    PromptResource(ObjectStore objects, PromptComparisons comparisons) {
        this.prompts = new StoredPrompts(objects);
        this.comparisons = comparisons;
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

    /**
     * Two prompts, and what they are to be tried on.
     *
     * @param a reference of a prompt
     * @param b reference of another
     * @param operator the mapper that asks with them
     * @param parameters its other parameters
     * @param reader the operator that reads the input
     * @param input digest of an uploaded input, as for a run
     * @param samples of the input to look at, about; 200 where it is absent
     * @param judges models that say which of two texts is better
     * @param question what judges are told that the texts are for
     * @param measure what is measured of the texts, such as text_length.text_len
     * @param budget what may be spent, such as calls=1000; prices as well
     */
    public record Asked(
            String a,
            String b,
            String operator,
            Map<String, Object> parameters,
            String reader,
            String input,
            OptionalInt samples,
            List<String> judges,
            String question,
            String measure,
            List<String> budget) {}

    /** What two prompts make of the same samples, what that costs, and which of them is better. */
    @POST
    @Path("/compare")
    public PromptComparison compare(Asked asked) {
        if (asked == null || asked.a() == null || asked.b() == null || asked.operator() == null || asked.reader() == null
                || asked.input() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'a', 'b', 'operator', 'reader' and 'input'"
                    + " (digest), and perhaps 'parameters', 'samples', 'judges', 'question', 'measure' and 'budget'");
        }
        AskedComparison comparison = new AskedComparison(
                asked.a(), asked.b(), asked.operator(),
                Objects.requireNonNullElse(asked.parameters(), Map.of()),
                Objects.requireNonNullElse(asked.judges(), List.of()),
                Objects.requireNonNullElse(asked.question(), ""),
                Optional.ofNullable(asked.measure()).filter(measure -> !measure.isBlank()),
                Objects.requireNonNullElse(asked.budget(), List.of()));
        return comparisons.compare(comparison, asked.reader(), asked.input(), asked.samples());
    }
}
