package dev.tandem.services.gateway.indexes;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.duplicates.DuplicateIndexes.Removed;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.access.Caller;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** Indexes of duplicates over REST. */
@Path("/api/v1/indexes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class IndexResource {
    private final Indexes indexes;
    private final Caller caller;

    IndexResource(Indexes indexes, Caller caller) {
        this.indexes = indexes;
        this.caller = caller;
    }

    /** The indexes of duplicates that runs compare with, by name. */
    @GET
    public Map<String, IndexVersion> list() {
        return indexes.list();
    }

    /**
     * What to remove.
     *
     * @param ids of samples; 10,000 at most
     */
    public record Removal(List<String> ids) {}

    /**
     * Makes a version of an index without some samples, as if they had never been there. {@code by} is whoever asks; it is noted
     * with the version.
     */
    @POST
    @Path("/{name}/remove")
    public Removed remove(
            @PathParam("name") String name, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by, Removal removal) {
        if (removal == null || removal.ids() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'ids', a list of ids of samples");
        }
        return indexes.remove(name, removal.ids(), caller.name(by));
    }
}
