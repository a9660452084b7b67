package dev.tandem.services.process;

import java.util.Arrays;
import java.util.Optional;

/** What a process does. */
public enum Role {
    GATEWAY("tandem.gateway.v1.GatewayService"),
    INGESTION("tandem.ingestion.v1.IngestionService"),
    FILTERING("tandem.filtering.v1.FilteringService"),
    DEDUP("tandem.dedup.v1.DedupService"),
    SYNTHESIS("tandem.synthesis.v1.SynthesisService"),
    PUBLISHING("tandem.publishing.v1.PublishingService"),
    /** Runs workflows and calls the services; it serves nothing but its health and metrics. */
    WORKER("");

    private final String service;

    Role(String service) {
        this.service = service;
    }

    /** The role that a gRPC service belongs to; empty for those that every process has, such as health. */
    static Optional<Role> of(String grpcService) {
        return Arrays.stream(values()).filter(role -> role.service.equals(grpcService)).findFirst();
    }
}
