package dev.tandem.e2e;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An OpenID Connect issuer as far as a service needs one: its description, its keys, and tokens that it signs. */
final class Issuer implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair keys = keys();

    Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/.well-known/openid-configuration", Map.of("issuer", address(), "jwks_uri", address() + "/keys"));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer("/keys", Map.of("keys", List.of(Map.of(
                "kty", "RSA", "use", "sig", "alg", "RS256", "kid", "1", "n", text(key.getModulus()), "e", text(key.getPublicExponent())))));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token that is good for a time from now on; a negative one for a token that is good no more. */
    String token(String issuer, String audience, Duration time) {
        Map<String, Object> claims = Map.of(
                "iss", issuer,
                "aud", audience,
                "sub", "ada",
                "iat", Instant.now().minusSeconds(3_600).getEpochSecond(),
                "exp", Instant.now().plus(time).getEpochSecond());
        String signed = text(Json.bytes(Map.of("alg", "RS256", "typ", "JWT", "kid", "1"))) + "." + text(Json.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + text(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(String path, Object json) {
        server.createContext(path, exchange -> {
            byte[] body = Json.bytes(json);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return text(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
