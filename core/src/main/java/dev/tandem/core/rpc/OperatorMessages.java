package dev.tandem.core.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.proto.common.v1.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Operators as they travel between the workers and the services. */
public final class OperatorMessages {
    private OperatorMessages() {}

    public static Operator message(OperatorSpec spec) {
        return Operator.newBuilder()
                .setLabel(spec.label())
                .setName(spec.name())
                .setVersion(spec.version())
                .putAllParameters(spec.parameters())
                .setGivenJson(Json.text(spec.given()))
                .setCode(spec.code().map(Digest::hex).orElse(""))
                .build();
    }

    public static OperatorSpec spec(Operator message) {
        Map<String, Object> given = Json.read(
                message.getGivenJson().getBytes(StandardCharsets.UTF_8), new TypeReference<Map<String, Object>>() {});
        return new OperatorSpec(
                message.getLabel(),
                message.getName(),
                message.getVersion(),
                Optional.of(message.getCode()).filter(code -> !code.isEmpty()).map(Digest::new),
                message.getParametersMap(),
                given);
    }
}
