package dev.tandem.services.process;

import java.util.Arrays;
import java.util.Optional;

/** What a process does. */
public enum Role {
    GATEWAY("tandem.gateway.v1"),
    INGESTION("tandem.ingestion.v1"),
    FILTERING("tandem.filtering.v1"),
    DEDUP("tandem.dedup.v1"),
    SYNTHESIS("tandem.synthesis.v1"),
    PUBLISHING("tandem.publishing.v1"),
    TRAINING("tandem.training.v1"),
    /** Runs workflows and calls the services; it serves nothing but its health and metrics. */
    WORKER("");

    /** Package of the services of the contract that a process of this role serves. */
    private final String contract;

    Role(String contract) {
        this.contract = contract;
    }

    /** The role that a gRPC service belongs to; empty for those that every process has, such as health. */
    static Optional<Role> of(String grpcService) {
        return Arrays.stream(values()).filter(role -> grpcService.startsWith(role.contract + ".")).findFirst();
    }
}
