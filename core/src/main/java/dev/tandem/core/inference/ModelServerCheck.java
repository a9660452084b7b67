package dev.tandem.core.inference;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.TandemException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks whether each model server is ready, and has every model as its contract says. */
public final class ModelServerCheck {
    private static final String SETTING = "TANDEM_INFERENCE_ENDPOINT";

    private ModelServerCheck() {}

    /**
     * One finding for each model of each server.
     *
     * @param addresses {@code host:port}
     * @param timeout longest wait for each question
     */
    public static List<Finding> check(List<String> addresses, ModelContracts contracts, Duration timeout) {
        List<Finding> findings = new ArrayList<>();
        for (String address : EndpointAddress.targets(addresses)) {
            ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
            try {
                findings.addAll(check(new Endpoint(address, channel, 1), contracts, timeout));
            } finally {
                channel.shutdownNow();
            }
        }
        return findings;
    }

    static List<Finding> check(Endpoint endpoint, ModelContracts contracts, Duration timeout) {
        return contracts.names().stream()
                .filter(name -> !contracts.contract(name).inputs().isEmpty())
                .map(name -> check(endpoint, contracts.contract(name), contracts.namesAtServers(name), timeout))
                .toList();
    }

    static Finding check(Endpoint endpoint, ModelContract contract, List<String> names, Duration timeout) {
        String check = "model " + contract.name() + " at " + endpoint.address();
        try {
            new EndpointProbe(contract, names, timeout).check(endpoint);
            return Finding.ok(check, "ready, and as its contract says");
        } catch (AttemptFailedException e) {
            return Finding.failed(check, String.valueOf(e.getMessage()), SETTING,
                    "Start the model server, or correct its address: host:port of its gRPC interface.");
        } catch (TandemException e) {
            return Finding.failed(check, String.valueOf(e.getMessage()), SETTING,
                    "Deploy models/" + contract.name() + ", as docker/compose.yaml and the Helm chart do.");
        }
    }
}
