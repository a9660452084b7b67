package dev.tandem.core.store;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.minio.errors.ErrorResponseException;

/** Which setting is at fault when a store refuses or does not answer. */
public enum StoreFault {
    ENDPOINT("TANDEM_STORE_ENDPOINT", "Start the store, or correct its address, such as http://minio:9000."),
    BUCKET("TANDEM_STORE_BUCKET", "Make the bucket, let './tandem store-setup' make it, or name the one that there is."),
    ACCESS_KEY("TANDEM_STORE_ACCESS_KEY", "The store does not know this user: make it with './tandem store-setup', or correct the name."),
    SECRET_KEY("TANDEM_STORE_SECRET_KEY", "Correct the secret key: it is not the one of this access key."),
    RIGHTS(
            "TANDEM_STORE_ACCESS_KEY",
            "The user of this access key lacks the right: give it the policy of its role, which './tandem store-setup' makes and"
                    + " './tandem store-setup --print' prints."),
    CLOCK("TANDEM_STORE_ENDPOINT", "The clocks of this host and of the store differ by more than minutes: set them."),
    SPACE("TANDEM_STORE_ENDPOINT", "The store is full: free some space, for example with './tandem gc --delete'.");

    private final String setting;
    private final String remedy;

    StoreFault(String setting, String remedy) {
        this.setting = setting;
        this.remedy = remedy;
    }

    /** What went wrong, by the code of the store's answer; without an answer, the address is at fault. */
    public static StoreFault of(TandemException error) {
        if (error.code() == ErrorCode.DISK_FULL) {
            return SPACE;
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ErrorResponseException answer) {
                return switch (answer.errorResponse().code()) {
                    case "InvalidAccessKeyId" -> ACCESS_KEY;
                    case "SignatureDoesNotMatch" -> SECRET_KEY;
                    case "AccessDenied" -> RIGHTS;
                    case "NoSuchBucket", "InvalidBucketName" -> BUCKET;
                    case "RequestTimeTooSkewed" -> CLOCK;
                    default -> ENDPOINT;
                };
            }
        }
        return ENDPOINT;
    }

    /** Environment variable of the setting. */
    public String setting() {
        return setting;
    }

    public String remedy() {
        return remedy;
    }
}
