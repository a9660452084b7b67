package dev.tandem.core.store;

import java.time.Duration;

/**
 * How patiently a store is asked.
 *
 * @param requests requests to the store at a time; further ones wait in this process
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest silence while an answer is awaited or read
 * @param writeTimeout longest silence while a request is written
 * @param attempts how often one request is sent at most, the first time included
 * @param firstDelay upper bound of the wait before the second attempt; it doubles with each one
 * @param maxDelay upper bound of the wait before any attempt
 */
public record StoreConnection(
        int requests,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        int attempts,
        Duration firstDelay,
        Duration maxDelay) {
    public static final StoreConnection DEFAULT = new StoreConnection(
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            6,
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    public StoreConnection {
        if (requests < 1 || attempts < 1) {
            throw new IllegalArgumentException("At least one request and one attempt are needed, found " + requests
                    + " requests and " + attempts + " attempts");
        }
    }
}
