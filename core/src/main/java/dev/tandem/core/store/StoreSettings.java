package dev.tandem.core.store;

/**
 * Where a bucket is and how to get in.
 *
 * @param endpoint such as {@code http://127.0.0.1:9000}
 * @param bucket created when it does not exist
 * @param accessKey from the environment or a file, never logged
 * @param secretKey from the environment or a file, never logged
 * @param connection how patiently the store is asked
 */
public record StoreSettings(
        String endpoint, String bucket, String accessKey, String secretKey, StoreConnection connection) {

    public StoreSettings(String endpoint, String bucket, String accessKey, String secretKey) {
        this(endpoint, bucket, accessKey, secretKey, StoreConnection.DEFAULT);
    }

    @Override
    public String toString() {
        return "StoreSettings[" + endpoint + ", " + bucket + "]";
    }
}
