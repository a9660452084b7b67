package dev.tandem.core.engine;

import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;

/** Collects the signatures of samples that come in row order. */
final class Signing {
    private final Deduplicator operator;
    private final SignatureWriter signatures = new SignatureWriter();

    Signing(Deduplicator operator) {
        this.operator = operator;
    }

    void add(int row, SampleView view) {
        try {
            operator.signature(view).ifPresent(signature -> signatures.add(row, view.sample().id(), signature));
        } catch (SampleFailedException e) {
            signatures.fail(row, e.code(), e.getMessage());
        }
    }

    /** What was collected so far takes about so many bytes. */
    long bytes() {
        return signatures.size();
    }

    SignatureWriter.Written finish() {
        return signatures.finish();
    }
}
