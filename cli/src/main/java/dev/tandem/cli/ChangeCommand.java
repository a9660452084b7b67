package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.recipe.ParameterText;
import dev.tandem.core.run.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes a run on its way. */
@Command(
        name = "change",
        description = "Change a run on its way: how many shards are at work, what it may spend on models, and parameters of stages"
                + " that have not started.")
final class ChangeCommand extends OneRunCommand {
    @Option(names = "--concurrency", paramLabel = "N", description = "Shards that are processed at a time from now on, 1 to 10000.")
    private Integer concurrency;

    @Option(
            names = "--set",
            paramLabel = "STAGE.OPERATOR.PARAMETER=VALUE",
            description = "Another value for a parameter, written as in a recipe, such as pages.text_length.min_len=100."
                    + " May be given several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--budget",
            paramLabel = "inference_calls=N|cost=X",
            description = "Another limit of what the whole run may spend on models. A run that waits for a larger budget goes on."
                    + " May be given twice.")
    private Map<String, Double> budget = new LinkedHashMap<>();

    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        Map<String, Object> change = new LinkedHashMap<>();
        if (concurrency != null) {
            change.put("concurrency", concurrency);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((parameter, text) -> values.put(parameter, ParameterText.value(parameter, text)));
        if (!values.isEmpty()) {
            change.put("parameters", values);
        }
        budget.forEach((limit, value) -> {
            switch (limit) {
                case "inference_calls" -> change.put("inferenceCalls", value.longValue());
                case "cost" -> change.put("cost", value);
                default -> throw new TandemException(
                        ErrorCode.INVALID_ARGUMENT, "--budget is inference_calls=N or cost=X, found '" + limit + "'");
            }
        });
        return gateway.change(name, change);
    }
}
