package dev.tandem.services.gateway;

import dev.tandem.core.forecast.Forecast;
import dev.tandem.proto.gateway.v1.ExplainRecipeResponse;
import dev.tandem.proto.gateway.v1.OperatorForecast;
import dev.tandem.proto.gateway.v1.StageProposal;
import dev.tandem.proto.gateway.v1.StepForecast;

/** What a recipe would make of an input, as messages. */
final class ForecastMessages {
    private ForecastMessages() {}

    static ExplainRecipeResponse message(Forecast forecast) {
        ExplainRecipeResponse.Builder response = ExplainRecipeResponse.newBuilder()
                .setRecipe(forecast.recipe())
                .setInputBytes(forecast.inputBytes())
                .setInputSamples(forecast.inputSamples())
                .setSampled(forecast.sampled())
                .setUnreadable(forecast.unreadable())
                .setReadMicros(forecast.readMicros())
                .setSeconds(forecast.seconds())
                .setElapsedSeconds(forecast.elapsedSeconds())
                .putAllCalls(forecast.calls())
                .putAllKnown(forecast.known())
                .addAllOverBudget(forecast.overBudget());
        forecast.cost().ifPresent(response::setCost);
        forecast.steps().forEach(step -> response.addSteps(message(step)));
        forecast.proposals().forEach(proposal -> {
            StageProposal.Builder message = StageProposal.newBuilder()
                    .setStage(proposal.stage())
                    .addAllOperators(proposal.operators())
                    .setSeconds(proposal.seconds())
                    .setProposedSeconds(proposal.proposedSeconds());
            proposal.stages().forEach(stage -> message.addStages(StageProposal.Part.newBuilder().addAllOperators(stage)));
            response.addProposals(message);
        });
        return response.build();
    }

    private static StepForecast message(Forecast.StepForecast step) {
        StepForecast.Builder message = StepForecast.newBuilder()
                .setStage(step.stage())
                .setIn(step.in())
                .setKept(step.kept())
                .setInputIn(step.inputIn())
                .setInputKept(step.inputKept())
                .setSeconds(step.seconds())
                .setElapsedSeconds(step.elapsedSeconds());
        step.operators().forEach(operator -> message.addOperators(OperatorForecast.newBuilder()
                .setOperator(operator.operator())
                .setKind(operator.kind().name())
                .setIn(operator.in())
                .setAgainst(operator.against())
                .setDropped(operator.dropped())
                .setFailed(operator.failed())
                .setMicros(operator.micros())
                .setAloneMicros(operator.aloneMicros())
                .setInputDropped(operator.inputDropped())
                .setSeconds(operator.seconds())
                .putAllCalls(operator.calls())
                .putAllKnown(operator.known())));
        return message.build();
    }
}
