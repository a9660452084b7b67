package dev.tandem.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.grpc.Metadata;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CallOriginTest {

    @Test
    void fieldsAreThoseThatAreKnown() {
        assertThat(new CallOrigin("r", OptionalInt.of(2), OptionalInt.of(7)).fields())
                .containsExactly(
                        entry("run", "r"),
                        entry("step", "2"),
                        entry("shard", "7"));
        assertThat(new CallOrigin("r", OptionalInt.empty(), OptionalInt.empty()).fields()).containsOnlyKeys("run");
    }

    @Test
    void headersThatAreNotUnderstoodNameNoOrigin() {
        assertThat(CallOrigin.of(new Metadata())).isEmpty();
        assertThat(CallOrigin.of(headers("r", "two"))).isEmpty();
        assertThat(CallOrigin.of(headers("r".repeat(301), "2"))).isEmpty();
        assertThat(CallOrigin.of(headers("r", "2"))).contains(new CallOrigin("r", OptionalInt.of(2), OptionalInt.empty()));
    }

    private static Metadata headers(String run, String step) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("tandem-run", Metadata.ASCII_STRING_MARSHALLER), run);
        headers.put(Metadata.Key.of("tandem-step", Metadata.ASCII_STRING_MARSHALLER), step);
        return headers;
    }
}
