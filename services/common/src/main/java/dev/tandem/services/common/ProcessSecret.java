package dev.tandem.services.common;

import io.grpc.Metadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * By what a process knows calls that it makes to itself: where one process plays all roles, its worker calls its services
 * through the same port that others have to show a token at. Made anew at every start, and told to nobody.
 */
@Singleton
public final class ProcessSecret {
    private static final int BYTES = 32;
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final String secret;

    ProcessSecret() {
        byte[] chance = new byte[BYTES];
        new SecureRandom().nextBytes(chance);
        secret = HexFormat.of().formatHex(chance);
    }

    /** What a call of this process to itself carries. */
    public Metadata headers() {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + secret);
        return headers;
    }

    /** Whether a bearer token is the secret; takes as long for a wrong one as for the right one. */
    public boolean is(String token) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }
}
