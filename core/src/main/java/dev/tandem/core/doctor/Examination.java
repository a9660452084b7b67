package dev.tandem.core.doctor;

import java.util.List;

/**
 * An installation as its gateway sees it.
 *
 * @param version of the gateway
 */
public record Examination(String version, List<Finding> findings) {
    public Examination {
        findings = List.copyOf(findings);
    }
}
