package dev.tandem.core.calibration;

import dev.tandem.core.run.StepRecord;

/**
 * A value that a step measured of labelled samples.
 *
 * @param isList whether a sample has one for each part
 * @param values by label; NaN for samples that have none
 */
record Measured(StepRecord step, String feature, boolean isList, double[] values) {

    String operator() {
        return feature.substring(0, feature.indexOf('.'));
    }
}
