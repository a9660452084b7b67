package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import java.util.List;

/** The one measured value that a selector decides by. */
record OneFeature(String feature, Several several, Missing missing) {

    List<FeatureReading> readings() {
        return List.of(new FeatureReading(feature, several));
    }

    /** As reasons call it. */
    String name() {
        return feature.isEmpty() ? "value" : feature;
    }

    /** What is decided without a value. */
    Decision withoutValue() {
        return withoutValue(missing, name());
    }

    static Decision withoutValue(Missing missing, String name) {
        return missing == Missing.KEEP ? Decision.KEEP : Decision.drop(name + " is missing");
    }
}
