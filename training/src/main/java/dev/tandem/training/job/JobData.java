package dev.tandem.training.job;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a trainer learns from, and what its model is asked about afterwards.
 *
 * @param training what it learns from
 * @param heldOut what it has to answer; it must not learn from it
 */
public record JobData(BaseModel image, BaseModel text, JobRows training, JobRows heldOut) {

    public JobData {
        for (JobRows rows : List.of(training, heldOut)) {
            check(rows.images(), image);
            check(rows.texts(), text);
        }
        if (training.count() == 0 || heldOut.count() == 0) {
            throw new IllegalArgumentException("there are rows to train on, and held out, found " + training.count() + " and "
                    + heldOut.count());
        }
    }

    private static void check(float[][] rows, BaseModel base) {
        for (float[] row : rows) {
            if (row.length != base.width()) {
                throw new IllegalArgumentException(base.model() + " gives " + base.width() + " numbers, found " + row.length);
            }
            for (float number : row) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException("a vector of " + base.model() + " has a number that is not finite");
                }
            }
        }
    }

    /** The same, with only a share of what is learned from. */
    public JobData share(double share) {
        return new JobData(image, text, training.share(share), heldOut);
    }

    /** Of all that is in it. */
    public Digest digest() {
        MessageDigest digest = Digest.sha256();
        digest.update(Json.bytes(List.of(image, text)));
        training.update(digest);
        heldOut.update(digest);
        return Digest.finish(digest, new byte[0]);
    }
}
