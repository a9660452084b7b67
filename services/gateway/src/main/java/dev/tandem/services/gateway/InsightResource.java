package dev.tandem.services.gateway;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibrator;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.json.Json;
import dev.tandem.core.whatif.WhatIfAnswer;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Other limits of a run, its duplicates, what a recipe would do, and the difference of two versions, over REST. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InsightResource {
    private final Insights insights;
    private final Forecasts forecasts;

    InsightResource(Insights insights, Forecasts forecasts) {
        this.insights = insights;
        this.forecasts = forecasts;
    }

    /**
     * What is asked of a run.
     *
     * @param parameters by {@code stage.operator.parameter}, or {@code operator.parameter} where the run has the operator once
     * @param examples samples that flip to show, at most, of those that would be kept and of those that would be dropped; 0 to 100,
     *     5 where it is absent
     */
    public record Question(Map<String, Object> parameters, OptionalInt examples) {}

    /** What the run would have kept with other values of parameters, from what it measured. */
    @POST
    @Path("/runs/{run}/what-if")
    public WhatIfAnswer whatIf(@PathParam("run") String run, Question question) {
        if (question == null || question.parameters() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'parameters', such as"
                    + " {\"parameters\": {\"text_length.min_len\": 100}}");
        }
        Map<String, String> parameters = new TreeMap<>();
        // JSON is YAML, so that a value is read as if it stood in a recipe.
        question.parameters().forEach((name, value) -> parameters.put(name, Json.text(value)));
        return insights.whatIf(run, parameters, question.examples().orElse(Insights.DEFAULT_EXAMPLES));
    }

    /**
     * Labels, and what is asked of them.
     *
     * @param labels one a line, as JSON: a sample's {@code id} or {@code source}, and its {@code label}, good or bad
     * @param features as {@code operator.feature} or {@code stage.operator.feature}; all where it is absent
     * @param precision share of good samples among those kept that thresholds are proposed for; 0.9 where it is absent
     * @param several which number stands for a sample whose media parts have one each: MEAN where it is absent, MIN or MAX
     * @param seed of what is drawn for intervals; 1 where it is absent
     */
    public record Labels(
            String labels, List<String> features, OptionalDouble precision, Optional<String> several, OptionalLong seed) {}

    /** Which thresholds a small labelled set proposes for what the run measured. */
    @POST
    @Path("/runs/{run}/calibrate")
    public Calibration calibrate(@PathParam("run") String run, Labels labels) {
        if (labels == null || labels.labels() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'labels', a text of lines such as"
                    + " {\"id\": \"3f2a9c...\", \"label\": \"good\"}");
        }
        return insights.calibrate(run, new Calibrator.Question(
                labels.labels(),
                labels.features() == null ? List.of() : labels.features(),
                labels.precision().orElse(Calibrator.Question.DEFAULT_PRECISION),
                CalibrationMessages.several(labels.several().orElse("")),
                labels.seed().orElse(Calibrator.Question.DEFAULT_SEED)));
    }

    /** The clusters of duplicates that each step of the run found, with some samples of so many of the largest. */
    @GET
    @Path("/runs/{run}/clusters")
    public List<StepClusters> clusters(
            @PathParam("run") String run,
            @QueryParam("largest") @DefaultValue("" + Insights.DEFAULT_CLUSTERS) int largest) {
        return insights.clusters(run, largest);
    }

    /**
     * A recipe and what it is to be tried on.
     *
     * @param recipe YAML
     * @param file named in messages; may be absent
     * @param input digest of an uploaded input, as for a run; for some rows, upload a file of them
     * @param samples of the input to look at, about; 200 where it is absent
     */
    public record Trial(String recipe, String file, String input, OptionalInt samples) {}

    /** What each operator of a recipe would drop and cost, from a sample of an input, and which order would cost less. */
    @POST
    @Path("/explain")
    public Forecast explain(Trial trial) {
        if (trial == null || trial.recipe() == null || trial.input() == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a JSON object with 'recipe' (YAML) and 'input' (digest),"
                    + " and perhaps 'samples'");
        }
        return forecasts.forecast(
                trial.recipe(),
                trial.file() == null ? "recipe.yaml" : trial.file(),
                trial.input(),
                trial.samples());
    }

    /** What two versions differ in, each named as {@code name}, {@code name@version} or {@code version}. */
    @GET
    @Path("/diff")
    public DatasetDiff diff(
            @QueryParam("a") @DefaultValue("") String a,
            @QueryParam("b") @DefaultValue("") String b,
            @QueryParam("examples") @DefaultValue("" + Insights.DEFAULT_EXAMPLES) int examples) {
        return insights.diff(a, b, examples);
    }
}
