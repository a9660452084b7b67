package dev.tandem.core.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * For which run, step and shard a service is called: what logs say beside their message. It travels in headers, so that it
 * is no part of what decides a result.
 */
public record CallOrigin(String run, OptionalInt step, OptionalInt shard) {
    /** The origin of what is done under the current context. */
    public static final Context.Key<CallOrigin> CURRENT = Context.key("tandem-call-origin");

    private static final Metadata.Key<String> RUN = key("run");
    private static final Metadata.Key<String> STEP = key("step");
    private static final Metadata.Key<String> SHARD = key("shard");

    /** Longer than any name of a run. */
    private static final int MOST_CHARACTERS = 300;

    /** The origin that a call names; empty where it names none that can be understood. */
    public static Optional<CallOrigin> of(Metadata headers) {
        String run = headers.get(RUN);
        try {
            return run == null || run.length() > MOST_CHARACTERS
                    ? Optional.empty()
                    : Optional.of(new CallOrigin(run, number(headers.get(STEP)), number(headers.get(SHARD))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The fields of a log line. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("run", run);
        step.ifPresent(number -> fields.put("step", String.valueOf(number)));
        shard.ifPresent(number -> fields.put("shard", String.valueOf(number)));
        return fields;
    }

    /** Tells the called service the origin of the current context. */
    public static final class Sender implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            CallOrigin origin = CURRENT.get();
            return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> responses, Metadata headers) {
                    if (origin != null) {
                        headers.put(RUN, origin.run());
                        origin.step().ifPresent(number -> headers.put(STEP, String.valueOf(number)));
                        origin.shard().ifPresent(number -> headers.put(SHARD, String.valueOf(number)));
                    }
                    super.start(responses, headers);
                }
            };
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of("tandem-" + name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static OptionalInt number(String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
