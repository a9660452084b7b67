package dev.tandem.services.gateway.labels;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.labels.JudgeReport;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.labels.LabelSampling.Around;
import dev.tandem.core.run.RunRecord;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** What people say of samples, over REST. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LabelResource {
    private static final int MAX_BYTES = 64 << 20;

    private final Labels labels;
    private final Caller caller;

    LabelResource(Labels labels, Caller caller) {
        this.labels = labels;
        this.caller = caller;
    }

    /**
     * Some samples of what a stage kept and left, for people to label. {@code of} is a run or a data set, {@code feature} and
     * {@code threshold} ask for those nearest to a threshold, {@code format} is jsonl or label-studio.
     */
    @GET
    @Path("/labels/samples")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] export(
            @QueryParam("of") @DefaultValue("") String of,
            @QueryParam("stage") String stage,
            @QueryParam("samples") Integer samples,
            @QueryParam("seed") @DefaultValue("0") long seed,
            @QueryParam("feature") String feature,
            @QueryParam("threshold") Double threshold,
            @QueryParam("format") @DefaultValue("jsonl") String format) {
        return labels.export(new Labels.Question(
                of, Optional.ofNullable(stage), samples == null ? OptionalInt.empty() : OptionalInt.of(samples), seed,
                around(feature, threshold), LabelFormat.of(format)));
    }

    static Optional<Around> around(String feature, Double threshold) {
        if (feature == null && threshold == null) {
            return Optional.empty();
        }
        if (feature == null || threshold == null || feature.isEmpty() || threshold.isNaN()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Samples around a threshold need both, 'feature' as operator.feature and 'threshold'");
        }
        return Optional.of(new Around(feature, threshold));
    }

    /** Makes labels a data set version whose actor is human; {@code run} may be left out where the labels say it. */
    @POST
    @Path("/labels")
    public Labels.Imported imported(
            @QueryParam("name") String name,
            @QueryParam("run") String run,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            InputStream file)
            throws IOException {
        return labels.imported(Optional.ofNullable(name), Optional.ofNullable(run), LabelFormat.of(format), read(file));
    }

    /** Makes a data set of preferences of corrections, and of what people say of two answers; {@code to} is a format, such as dpo. */
    @POST
    @Path("/labels/preferences")
    public Labels.Preferences preferences(
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("run") String run,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            @QueryParam("to") @DefaultValue("dpo") String to,
            InputStream file)
            throws IOException {
        return labels.preferences(name, Optional.ofNullable(run), LabelFormat.of(format), to, read(file));
    }

    /** Tells a run that waits at a gate what people said of its sample. {@code by} is whoever asks. */
    @POST
    @Path("/runs/{run}/review")
    public RunRecord review(
            @PathParam("run") String run,
            @QueryParam("by") @DefaultValue(Runs.ANYBODY) String by,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            InputStream file)
            throws IOException {
        return labels.review(run, caller.name(by), LabelFormat.of(format), read(file));
    }

    /** How far what a run measured goes with what people say. */
    @POST
    @Path("/runs/{run}/agreement")
    public JudgeReport compare(
            @PathParam("run") String run,
            @QueryParam("stage") String stage,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            InputStream file)
            throws IOException {
        return labels.compare(run, Optional.ofNullable(stage), LabelFormat.of(format), read(file));
    }

    /** A file of labels, which has a largest size. */
    public static byte[] read(InputStream file) throws IOException {
        byte[] bytes = file.readNBytes(MAX_BYTES);
        if (file.read() >= 0) {
            throw new TandemException(ErrorCode.TOO_LARGE, "A file of labels has at most " + MAX_BYTES + " bytes");
        }
        return bytes;
    }
}
