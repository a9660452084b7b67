package dev.tandem.services.gateway;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.calibration.Calibrator;
import dev.tandem.core.calibration.Interval;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.proto.gateway.v1.CalibrateRunRequest;
import dev.tandem.proto.gateway.v1.CalibrateRunResponse;
import dev.tandem.proto.gateway.v1.ConfidenceInterval;
import dev.tandem.proto.gateway.v1.CurvePoint;
import dev.tandem.proto.gateway.v1.FeatureCurve;
import dev.tandem.proto.gateway.v1.ThresholdProposal;
import java.util.Arrays;
import java.util.Locale;

/** Calibrations as messages. */
final class CalibrationMessages {
    private CalibrationMessages() {}

    static Calibrator.Question question(CalibrateRunRequest request) {
        return new Calibrator.Question(
                request.getLabels(),
                request.getFeaturesList(),
                request.hasPrecision() ? request.getPrecision() : Calibrator.Question.DEFAULT_PRECISION,
                several(request.getSeveral()),
                request.hasSeed() ? request.getSeed() : Calibrator.Question.DEFAULT_SEED);
    }

    /** Empty for the mean. */
    static Several several(String name) {
        return name.isEmpty()
                ? Several.MEAN
                : Arrays.stream(Several.values())
                        .filter(several -> several.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new TandemException(
                                ErrorCode.INVALID_ARGUMENT, "'several' is MEAN, MIN or MAX, found '" + name + "'"));
    }

    static CalibrateRunResponse message(Calibration calibration) {
        CalibrateRunResponse.Builder response = CalibrateRunResponse.newBuilder()
                .setRun(calibration.run())
                .setGood(calibration.good())
                .setBad(calibration.bad())
                .setUnmatched(calibration.unmatched())
                .addAllFirstUnmatched(calibration.firstUnmatched())
                .setPrecision(calibration.precision())
                .addAllSkipped(calibration.skipped());
        calibration.features().forEach(feature -> response.addFeatures(message(feature)));
        calibration.fused().ifPresent(fused -> response.setFused(message(fused)));
        return response.build();
    }

    private static FeatureCurve message(Calibration.FeatureCurve feature) {
        FeatureCurve.Builder message = FeatureCurve.newBuilder()
                .setStage(feature.stage())
                .setFeature(feature.feature())
                .setBetter(feature.better().name())
                .setGood(feature.good())
                .setBad(feature.bad())
                .setArea(feature.area())
                .setAreaInterval(message(feature.areaInterval()))
                .setMeasured(feature.measured());
        feature.curve().forEach(point -> message.addCurve(message(point)));
        feature.proposal().ifPresent(proposal -> message.setProposal(ThresholdProposal.newBuilder()
                .setAt(message(proposal.at()))
                .setThresholdInterval(message(proposal.thresholdInterval()))
                .setFound(proposal.found())
                .addAllRecipe(proposal.recipe())));
        return message.build();
    }

    private static CurvePoint message(Calibration.Point point) {
        return CurvePoint.newBuilder()
                .setThreshold(point.threshold())
                .setKept(point.kept())
                .setKeptGood(point.keptGood())
                .setPrecision(point.precision())
                .setPrecisionInterval(message(point.precisionInterval()))
                .setRecall(point.recall())
                .setKeptOfRun(point.keptOfRun())
                .build();
    }

    private static ConfidenceInterval message(Interval interval) {
        return ConfidenceInterval.newBuilder().setLow(interval.low()).setHigh(interval.high()).build();
    }
}
