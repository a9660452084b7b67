package dev.tandem.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContracts;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A model server in this process. Models are loaded when they are first asked. */
public final class EmbeddedInferenceServer implements AutoCloseable {
    /** Requests are tensors; the contract bounds how many. */
    private static final int MAX_REQUEST_BYTES = 64 << 20;

    private final Server server;

    private EmbeddedInferenceServer(Server server) {
        this.server = server;
    }

    /** Starts to listen, with the models that Tandem comes with. */
    public static EmbeddedInferenceServer start(String host, int port) {
        return start(host, port, ModelContracts.load());
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     */
    public static EmbeddedInferenceServer start(String host, int port, ModelContracts contracts) {
        System.setProperty("ai.djl.offline", "true");
        try {
            return new EmbeddedInferenceServer(NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                    .addService(new InferenceEndpoint(contracts))
                    .maxInboundMessageSize(MAX_REQUEST_BYTES)
                    .build()
                    .start());
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.PORT_IN_USE, "The model server cannot listen at " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
