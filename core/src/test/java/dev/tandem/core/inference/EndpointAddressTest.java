package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressTest {
    @Test
    void anAddressMayHaveAWeight() {
        assertThat(EndpointAddress.parse("triton:8001")).isEqualTo(new EndpointAddress("triton:8001", 1));
        assertThat(EndpointAddress.parse("[::1]:8001*12")).isEqualTo(new EndpointAddress("[::1]:8001", 12));
        assertThat(EndpointAddress.targets(List.of("a:1*2", "b:2"))).containsExactly("a:1", "b:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"triton", "http://triton:8001", "triton:8001*0", "triton:8001*", "triton:8001*1000", "a:1 *2", ""})
    void otherFormsAreRefused(String address) {
        assertThatThrownBy(() -> EndpointAddress.parse(address)).isInstanceOf(TandemException.class).hasMessageContaining("host:port");
    }

    @Test
    void oneOfTwiceTheWeightIsAsBusyWithTwiceTheRequests() {
        Endpoint light = new Endpoint("light", null, 1);
        Endpoint heavy = new Endpoint("heavy", null, 2);
        heavy.inFlight().set(1);
        assertThat(heavy.load()).isEqualTo(light.load());
        light.inFlight().set(1);
        assertThat(heavy.load()).isLessThan(light.load());
    }
}
