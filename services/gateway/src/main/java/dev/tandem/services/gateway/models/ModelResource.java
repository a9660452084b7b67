package dev.tandem.services.gateway.models;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.inference.ModelRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Models over REST. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelResource {
    private final Models models;

    ModelResource(Models models) {
        this.models = models;
    }

    /** The models by name, with the servers that have them. */
    @GET
    public List<Models.Listed> list() {
        return models.list();
    }

    /** Adds a version of a model, a zip file of its folder, which the name stands for from then on. */
    @PUT
    @Path("/{name}")
    public ModelRegistry.Stored add(@PathParam("name") String name, InputStream zip) throws IOException {
        return models.add(name, zip);
    }

    /** Compares each server with the contract, and runs the contract's examples. */
    @POST
    @Path("/{name}/check")
    public List<Finding> check(@PathParam("name") String name) {
        return models.check(name);
    }

    /** What the model says of values that are sent along. */
    @POST
    @Path("/{name}/try")
    public List<Models.Tried> attempt(@PathParam("name") String name, Models.Asked asked) {
        return models.attempt(name, asked);
    }

    /** Lets each server load the model; {@code files} sends its weights along. */
    @POST
    @Path("/{name}/load")
    public List<Finding> load(@PathParam("name") String name, @QueryParam("files") @DefaultValue("false") boolean files) {
        return models.load(name, files);
    }

    /** Lets each server let go of the model. */
    @POST
    @Path("/{name}/unload")
    public List<Finding> unload(@PathParam("name") String name) {
        return models.unload(name);
    }
}
