package dev.tandem.core.plugin.python;

import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands beside a script and says which operator it is.
 *
 * @param script name of the file with the function
 * @param files names of the other files that the script uses
 * @param features what a filter measures, in the order of the columns
 * @param params of the operator beside the limits of its features
 * @param timeout longest time for one sample, or one text of a mapper
 * @param memory of the process, in bytes
 * @param media whether the function is given the content of media
 * @param environment names of the variables that the process is given
 */
record PythonManifest(
        String name,
        int version,
        OperatorKind kind,
        String description,
        String script,
        List<String> files,
        List<Measured> features,
        List<ParamInfo> params,
        Duration timeout,
        long memory,
        boolean media,
        List<String> environment) {

    PythonManifest {
        files = List.copyOf(files);
        features = List.copyOf(features);
        params = List.copyOf(params);
        environment = List.copyOf(environment);
    }

    /**
     * A feature; a limit that is declared is a parameter, {@code min_} or {@code max_} and the feature's name.
     *
     * @param min smallest value kept where the recipe gives none; without it, there is no such limit
     */
    record Measured(String name, Optional<Double> min, Optional<Double> max) {
        String minName() {
            return "min_" + name;
        }

        String maxName() {
            return "max_" + name;
        }
    }

    String function() {
        return kind == OperatorKind.FILTER ? "measure" : "map";
    }

    /** All parameters that a recipe can give: limits first. */
    List<ParamInfo> allParams() {
        List<ParamInfo> all = new ArrayList<>();
        for (Measured feature : features) {
            feature.min().ifPresent(min -> all.add(limit(feature.minName(), min, "smallest " + feature.name() + " kept")));
            feature.max().ifPresent(max -> all.add(limit(feature.maxName(), max, "largest " + feature.name() + " kept")));
        }
        all.addAll(params);
        return all;
    }

    OperatorInfo info() {
        int end = description.indexOf(". ");
        return new OperatorInfo(
                name,
                version,
                kind,
                script,
                end < 0 ? description : description.substring(0, end + 1),
                description,
                allParams());
    }

    private static ParamInfo limit(String name, double standard, String description) {
        return new ParamInfo(name, "double", String.valueOf(standard), "", "", List.of(), false, description);
    }
}
