package dev.tandem.services.gateway;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.gateway.access.Caller;
import dev.tandem.workflows.CurationChange;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Runs over REST. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RunResource {
    private final Runs runs;
    private final Caller caller;
    private final ObjectStore objects;

    RunResource(Runs runs, Caller caller, ObjectStore objects) {
        this.runs = runs;
        this.caller = caller;
        this.objects = objects;
    }

    /**
     * A run to start.
     *
     * @param recipe YAML
     * @param file named in messages
     * @param input digest of the input's manifest
     */
    public record Submission(String recipe, String file, String input) {}

    @POST
    @Path("/runs")
    public RunRecord submit(Submission submission) {
        if (submission == null || submission.recipe() == null || submission.input() == null) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'recipe' (YAML), 'file' and 'input' (digest)");
        }
        return runs.submit(
                submission.recipe(), submission.file() == null ? "recipe.yaml" : submission.file(), submission.input());
    }

    /**
     * The newest runs first; {@code after} is the name of the last run of the page before. {@code recipe} and {@code state}
     * (running, paused, completed, failed, cancelled, interrupted) leave out all others.
     */
    @GET
    @Path("/runs")
    public List<RunRecord> list(
            @QueryParam("recipe") String recipe,
            @QueryParam("state") String state,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("" + Runs.DEFAULT_PAGE) int limit) {
        return runs.page(Optional.ofNullable(recipe), Optional.ofNullable(state), Optional.ofNullable(after), limit);
    }

    /** How many runs a list without limit would have. */
    public record Count(long runs) {}

    @GET
    @Path("/runs/count")
    public Count count(@QueryParam("recipe") String recipe, @QueryParam("state") String state) {
        return new Count(runs.count(Optional.ofNullable(recipe), Optional.ofNullable(state)));
    }

    @GET
    @Path("/runs/{run}")
    public RunRecord status(@PathParam("run") String run) {
        return runs.status(run);
    }

    /** Server-sent events: the run, as JSON, whenever it has changed; ends when it is finished. */
    @GET
    @Path("/runs/{run}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> events(@PathParam("run") String run) {
        runs.status(run);
        return Multi.createFrom()
                .<String>emitter(emitter -> {
                    try {
                        runs.watch(run, record -> {
                            if (emitter.isCancelled()) {
                                throw new CancellationException();
                            }
                            emitter.emit(Json.text(record));
                        });
                        emitter.complete();
                    } catch (CancellationException e) {
                        emitter.complete();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        emitter.fail(e);
                    } catch (RuntimeException e) {
                        emitter.fail(e);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @POST
    @Path("/runs/{run}/cancel")
    public RunRecord cancel(@PathParam("run") String run) {
        return runs.cancel(run);
    }

    /** {@code by} is whoever asks; it is noted with the change. */
    @POST
    @Path("/runs/{run}/pause")
    public RunRecord pause(@PathParam("run") String run, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by) {
        return runs.pause(run, caller.name(by));
    }

    @POST
    @Path("/runs/{run}/resume")
    public RunRecord resume(@PathParam("run") String run, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by) {
        return runs.resume(run, caller.name(by));
    }

    /**
     * What to change of a run.
     *
     * @param concurrency shards that are processed at a time; absent to leave it
     * @param parameters by {@code stage.operator.parameter}, of stages that have not started
     * @param inferenceCalls rows that models may be given in the whole run; absent to leave it
     * @param cost what they may cost in the whole run; absent to leave it
     */
    public record Change(
            OptionalInt concurrency, Map<String, Object> parameters, OptionalLong inferenceCalls, OptionalDouble cost) {}

    @POST
    @Path("/runs/{run}/change")
    public RunRecord change(
            @PathParam("run") String run, @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by, Change change) {
        if (change == null) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'concurrency', 'parameters', 'inferenceCalls' or 'cost'");
        }
        Map<String, String> parameters = new TreeMap<>();
        Map<String, Object> given = change.parameters() == null ? Map.of() : change.parameters();
        // JSON is YAML, so that a value is read as if it stood in a recipe.
        given.forEach((name, value) -> parameters.put(name, Json.text(value)));
        return runs.change(run, caller.name(by), change.concurrency(), parameters,
                new CurationChange.OtherBudget(change.inferenceCalls(), change.cost()));
    }

    @GET
    @Path("/runs/{run}/report")
    @Produces(MediaType.TEXT_HTML)
    public byte[] report(@PathParam("run") String run) {
        return objects.find(ObjectKey.report(runs.status(run).run()))
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "The run '" + run + "' has no report; it is written when a run completes"));
    }

    /** Explains a sample; {@code sample} is an id, the start of one, or a source. */
    @GET
    @Path("/samples")
    public Explanation explain(@QueryParam("sample") String sample, @QueryParam("run") String run) {
        return runs.explain(Optional.ofNullable(run), sample == null ? "" : sample);
    }
}
