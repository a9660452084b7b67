package dev.tandem.services.common;

import dev.tandem.core.store.StoreConnection;
import dev.tandem.core.store.StoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the objects are. Keys come from the environment ({@code TANDEM_STORE_SECRET_KEY}) or a file, never from the command line. */
@ConfigMapping(prefix = "tandem.store")
public interface StoreConfig {
    /** Address of the S3 store, such as {@code http://minio:9000}. */
    String endpoint();

    /** Created when it does not exist. */
    @WithDefault("tandem")
    String bucket();

    /** Name of whom the store lets in. */
    String accessKey();

    /** What proves it. */
    String secretKey();

    /** Requests of this process to the store at a time; further ones wait. */
    @WithDefault("64")
    int requests();

    /** Longest wait for a connection. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Longest silence of the store while an answer is awaited or read. */
    @WithDefault("60s")
    Duration readTimeout();

    /** Longest silence while a request is written. */
    @WithDefault("60s")
    Duration writeTimeout();

    /** How often a request is sent at most when the store is busy or does not answer; 1 turns off sending again. */
    @WithDefault("6")
    int attempts();

    /** Upper bound of the wait, of random length, before the second attempt; it doubles with each further one. */
    @WithDefault("100ms")
    Duration firstDelay();

    /** Upper bound of the wait before any attempt. */
    @WithDefault("5s")
    Duration maxDelay();

    /** The same for the client of the store. */
    default StoreSettings settings() {
        return new StoreSettings(
                endpoint(),
                bucket(),
                accessKey(),
                secretKey(),
                new StoreConnection(
                        requests(), connectTimeout(), readTimeout(), writeTimeout(), attempts(), firstDelay(), maxDelay()));
    }
}
