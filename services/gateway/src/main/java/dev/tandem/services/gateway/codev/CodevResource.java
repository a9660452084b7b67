package dev.tandem.services.gateway.codev;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.access.Caller;
import dev.tandem.services.gateway.labels.LabelResource;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rounds of data and model over REST. */
@Path("/api/v1/rounds")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CodevResource {
    private final Codev codev;
    private final Caller caller;

    CodevResource(Codev codev, Caller caller) {
        this.codev = codev;
        this.caller = caller;
    }

    /**
     * Rounds to start.
     *
     * @param recipe YAML, with a section {@code rounds}
     * @param file named in messages
     * @param input digest of the input's manifest
     * @param rounds at most; absent for as many as the recipe says
     */
    public record Start(String recipe, String file, String input, OptionalInt rounds) {}

    @POST
    public RoundsRecord start(Start start) {
        if (start == null || start.recipe() == null || start.input() == null) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'recipe' (YAML), 'file', 'input' (digest) and 'rounds'");
        }
        return codev.start(
                start.recipe(),
                start.file() == null ? "recipe.yaml" : start.file(),
                start.input(),
                start.rounds() == null ? OptionalInt.empty() : start.rounds());
    }

    /** The newest first; {@code after} is the name of the last one of the page before. */
    @GET
    public List<RoundsRecord> list(
            @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("" + Codev.DEFAULT_PAGE) int limit) {
        return codev.page(Optional.ofNullable(after), limit);
    }

    @GET
    @Path("/{name}")
    public RoundsRecord status(@PathParam("name") String name) {
        return codev.status(name);
    }

    @POST
    @Path("/{name}/cancel")
    public RoundsRecord cancel(@PathParam("name") String name) {
        return codev.cancel(name);
    }

    /** {@code by} is whoever asks; it is noted with the change. */
    @POST
    @Path("/{name}/pause")
    public RoundsRecord pause(@PathParam("name") String name, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by) {
        return codev.pause(name, caller.name(by));
    }

    /** {@code by} is whoever asks; it is noted with the change. */
    @POST
    @Path("/{name}/resume")
    public RoundsRecord resume(@PathParam("name") String name, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by) {
        return codev.resume(name, caller.name(by));
    }

    /** Tells rounds that wait for it what people said of the pairs of the last one. {@code by} is whoever asks. */
    @POST
    @Path("/{name}/review")
    public RoundsRecord review(
            @PathParam("name") String name,
            @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            InputStream file)
            throws IOException {
        return codev.review(name, caller.name(by), LabelFormat.of(format), LabelResource.read(file));
    }

    @GET
    @Path("/{name}/report")
    @Produces(MediaType.TEXT_HTML)
    public byte[] report(@PathParam("name") String name) {
        return codev.report(name);
    }
}
