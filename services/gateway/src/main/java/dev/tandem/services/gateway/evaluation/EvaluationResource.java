package dev.tandem.services.gateway.evaluation;

import dev.tandem.core.evaluation.EvaluationFile;
import dev.tandem.core.evaluation.EvaluationLeaf;
import dev.tandem.core.evaluation.EvaluationRegistry.Named;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Evaluation sets over REST. */
@Path("/api/v1/eval-sets")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class EvaluationResource {
    private final Evaluations evaluations;

    EvaluationResource(Evaluations evaluations) {
        this.evaluations = evaluations;
    }

    /** The sets by name, each with the version that was added last. */
    @GET
    public List<Named> list() {
        return evaluations.list();
    }

    /** A set with its first items. */
    @GET
    @Path("/{name}")
    public Evaluations.Shown show(@PathParam("name") String name, @QueryParam("items") @DefaultValue("5") int items) {
        return evaluations.show(name, items);
    }

    /**
     * Adds a version of a set, a JSON object a line, which the name points to from then on. {@code id}, {@code query} and
     * {@code label} are what the fields of a line are called; {@code slice}, which may be given several times, names a field that
     * tells items apart, and {@code leaf} says what the set asks for.
     */
    @PUT
    @Path("/{name}")
    public Named add(
            @PathParam("name") String name,
            @QueryParam("id") @DefaultValue("id") String id,
            @QueryParam("query") @DefaultValue("query") String query,
            @QueryParam("label") @DefaultValue("label") String label,
            @QueryParam("slice") List<String> slices,
            @QueryParam("leaf") Optional<String> leaf,
            InputStream jsonl)
            throws IOException {
        return evaluations.add(name, jsonl, new EvaluationFile.Fields(id, query, label, slices), leaf.map(EvaluationLeaf::of));
    }
}
