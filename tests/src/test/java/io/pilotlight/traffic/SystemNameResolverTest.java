package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.security.Security;
import org.junit.jupiter.api.Test;

class SystemNameResolverTest {

    private final SystemNameResolver resolver = new SystemNameResolver();

    @Test
    void asksTheMachinesOwnResolver() throws UnknownHostException {
        assertThat(resolver.addresses("localhost")).contains("127.0.0.1");
    }

    @Test
    void saysThatANameIsUnknown() {
        assertThatThrownBy(() -> resolver.addresses("no-such-name.invalid")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void switchesTheCacheOfTheJvmOff() {
        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("0");
        assertThat(Security.getProperty("networkaddress.cache.stale.ttl")).isEqualTo("0");
    }
}
