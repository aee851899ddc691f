package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DomainNameTest {

    @Test
    void comparesWithoutRegardToCaseAndTrailingDot() {
        assertThat(new DomainName("WWW.Example.com.")).isEqualTo(new DomainName("www.example.com"));
        assertThat(new DomainName("www.example.com")).isNotEqualTo(new DomainName("api.example.com"));
    }

    @Test
    void resolvesTheEscapesOfRoute53() {
        assertThat(new DomainName("\\052.example.com.")).isEqualTo(new DomainName("*.example.com"));
        assertThat(new DomainName("a\\044b.example.com.")).isEqualTo(new DomainName("a$b.example.com"));
        assertThat(new DomainName("a\\134b.example.com.")).isEqualTo(new DomainName("a\\b.example.com"));
    }

    @Test
    void knowsALoadBalancerByThePrefixOfTheConsole() {
        assertThat(new DomainName("dualstack.LB-1.example.net.").isLoadBalancer("lb-1.example.net")).isTrue();
        assertThat(new DomainName("lb-1.example.net").isLoadBalancer("LB-1.example.net.")).isTrue();
        assertThat(new DomainName("dualstack.lb-1.example.net").isLoadBalancer("dualstack.lb-1.example.net")).isTrue();
        assertThat(new DomainName("other.lb-1.example.net").isLoadBalancer("lb-1.example.net")).isFalse();
    }
}
