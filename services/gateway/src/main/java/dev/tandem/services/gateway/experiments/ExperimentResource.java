package dev.tandem.services.gateway.experiments;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.ExperimentView;
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

/** Experiments over REST. */
@Path("/api/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ExperimentResource {
    private final Experiments experiments;
    private final Promotions promotions;

    ExperimentResource(Experiments experiments, Promotions promotions) {
        this.experiments = experiments;
        this.promotions = promotions;
    }

    /**
     * An experiment to start.
     *
     * @param experiment YAML
     * @param file named in messages
     * @param recipes YAML by the file that the experiment names
     * @param inputs digests of the inputs' manifests, by pool
     */
    public record Submission(String experiment, String file, Map<String, String> recipes, Map<String, String> inputs) {}

    @POST
    public ExperimentView submit(Submission submission) {
        if (submission == null || submission.experiment() == null || submission.recipes() == null || submission.inputs() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Expected a JSON object with 'experiment' (YAML), 'file', 'recipes' (YAML by file) and 'inputs' (digests by pool)");
        }
        return experiments.submit(submission.experiment(), submission.file() == null ? "experiment.yaml" : submission.file(),
                submission.recipes(), submission.inputs());
    }

    /** The newest first, without slices. */
    @GET
    public List<ExperimentView> list(@QueryParam("limit") @DefaultValue("" + Experiments.DEFAULT_PAGE) int limit) {
        return experiments.list(limit);
    }

    @GET
    @Path("/{name}")
    public ExperimentView status(@PathParam("name") String name) {
        return experiments.status(name);
    }

    @POST
    @Path("/{name}/cancel")
    public ExperimentView cancel(@PathParam("name") String name) {
        return experiments.cancel(name);
    }

    /** Promotes the winner, if it beats the incumbent by more than the interval; else an error says why not. */
    @POST
    @Path("/{name}/promote")
    public ExperimentView promote(@PathParam("name") String name) {
        return promotions.promote(name);
    }
}
