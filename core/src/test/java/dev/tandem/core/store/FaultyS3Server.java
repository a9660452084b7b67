package dev.tandem.core.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A small S3 server of one bucket that fails as it is told to: it puts, gets and looks, and checks no signature. */
final class FaultyS3Server implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** What goes wrong with a request. */
    enum Fault {
        /** All goes well. */
        NONE,
        /** 503, and nothing is done. */
        BUSY,
        /** 500, and nothing is done. */
        BROKEN,
        /** The work is done, but the connection breaks before the answer. */
        ANSWER_LOST,
        /** Somebody else writes the object, and the connection breaks. */
        OTHER_WRITES,
        /** 403. */
        DENIED,
        /** 403: there is no such user. */
        UNKNOWN_USER,
        /** 403: the signature was made with another key. */
        WRONG_SECRET,
        /** 404. */
        NO_BUCKET,
        /** 200 to a conditional write of what is there already. */
        CONDITION_IGNORED
    }

    FaultyS3Server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    void fail(Fault... next) {
        faults.addAll(java.util.List.of(next));
    }

    int requests() {
        return requests.get();
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Fault fault = faults.poll();
        if (fault == null) {
            work(exchange, path, body);
            return;
        }
        switch (fault) {
            case NONE -> work(exchange, path, body);
            case BUSY -> error(exchange, 503, "SlowDown");
            case BROKEN -> error(exchange, 500, "InternalError");
            case DENIED -> error(exchange, 403, "AccessDenied");
            case UNKNOWN_USER -> error(exchange, 403, "InvalidAccessKeyId");
            case WRONG_SECRET -> error(exchange, 403, "SignatureDoesNotMatch");
            case NO_BUCKET -> error(exchange, 404, "NoSuchBucket");
            case CONDITION_IGNORED -> {
                objects.remove(path);
                work(exchange, path, body);
            }
            case ANSWER_LOST -> {
                objects.putIfAbsent(path, body);
                exchange.close();
            }
            case OTHER_WRITES -> {
                objects.put(path, "of somebody else".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            }
        }
    }

    private void work(HttpExchange exchange, String path, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if ("*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                    if (objects.putIfAbsent(path, body) != null) {
                        error(exchange, 412, "PreconditionFailed");
                        return;
                    }
                } else {
                    objects.put(path, body);
                }
                exchange.getResponseHeaders().set("ETag", "\"0\"");
                send(exchange, 200, new byte[0]);
            }
            case "GET", "HEAD" -> {
                byte[] found = objects.get(path);
                if (found == null) {
                    error(exchange, 404, "NoSuchKey");
                    return;
                }
                exchange.getResponseHeaders().set("ETag", "\"0\"");
                exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
                send(exchange, 200, found);
            }
            default -> error(exchange, 501, "NotImplemented");
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, status, ("<Error><Code>" + code + "</Code><Message>told to</Message></Error>")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = "HEAD".equals(exchange.getRequestMethod());
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
