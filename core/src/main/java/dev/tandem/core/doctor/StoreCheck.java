package dev.tandem.core.doctor;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.store.StoreFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tries in a folder of its own what a gateway does in the bucket, and leaves nothing behind. */
public final class StoreCheck {
    private static final byte[] BYTES = "probe".getBytes(StandardCharsets.UTF_8);

    private StoreCheck() {}

    /** One finding when the store cannot be used at all, else one for each thing that a gateway does. */
    public static List<Finding> check(ObjectStore objects) {
        ObjectKey key = new ObjectKey("probe/" + UUID.randomUUID());
        List<Finding> findings = new ArrayList<>();
        Finding reached = attempt("object store", "it answers", () -> objects.find(key).isEmpty());
        findings.add(reached);
        if (reached.fails()) {
            return findings;
        }
        findings.add(attempt("bucket: write", "allowed", () -> {
            objects.put(key, BYTES);
            return true;
        }));
        findings.add(attempt("bucket: conditional write", "of two writers one wins", () -> !objects.putIfAbsent(key, BYTES)));
        findings.add(attempt("bucket: read", "what was written", () -> new String(objects.get(key), StandardCharsets.UTF_8)
                .equals(new String(BYTES, StandardCharsets.UTF_8))));
        findings.add(attempt("bucket: list", "allowed", () -> objects.list("probe/").contains(key)));
        findings.add(attempt("bucket: delete", "allowed", () -> {
            objects.delete(key);
            return objects.find(key).isEmpty();
        }));
        return findings;
    }

    /** What a store that could not even be connected to is like. */
    public static Finding unusable(TandemException error) {
        return failed("object store", error);
    }

    private static Finding attempt(String check, String well, Attempt attempt) {
        try {
            return attempt.succeeds()
                    ? Finding.ok(check, well)
                    : Finding.failed(check, "the store took the request, but not the way S3 does", "TANDEM_STORE_ENDPOINT",
                            "Use MinIO, AWS S3, or a store that has conditional writes as they do.");
        } catch (TandemException e) {
            return failed(check, e);
        }
    }

    private static Finding failed(String check, TandemException error) {
        StoreFault fault = StoreFault.of(error);
        return Finding.failed(check, String.valueOf(error.getMessage()), fault.setting(), fault.remedy());
    }

    private interface Attempt {
        boolean succeeds();
    }
}
