package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.garbage.GarbageReport;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Collection of garbage over REST. */
@Path("/api/v1/garbage")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class GarbageResource {
    private final Garbage garbage;

    GarbageResource(Garbage garbage) {
        this.garbage = garbage;
    }

    /**
     * What to collect.
     *
     * @param graceSeconds 0, or left out, for a day
     * @param keepRunsSeconds 0, or left out, for thirty days
     * @param delete without it, garbage is only counted
     */
    public record Collection(long graceSeconds, long keepRunsSeconds, boolean delete) {}

    /** Answers when all is done, which takes minutes in a large bucket. */
    @POST
    public GarbageReport collect(Collection asked) {
        if (asked == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The body is missing; {} counts garbage, {\"delete\": true} deletes it");
        }
        return garbage.collect(asked.graceSeconds(), asked.keepRunsSeconds(), asked.delete());
    }
}
