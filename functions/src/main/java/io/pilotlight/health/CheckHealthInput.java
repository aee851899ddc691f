package io.pilotlight.health;

import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.List;

/**
 * @param application the application's name; a dimension of the metric
 * @param site {@code PRIMARY}, {@code STANDBY} or {@code PUBLIC}: what is probed, for the evidence and the metric
 * @param url the public URL; its host is sent as Host and as TLS server name
 * @param address the host name or IP address to connect to: a load balancer's own name, or the public name itself
 * @param expect what must hold of the answer, all of it
 * @param timeout how long one probe waits for the whole answer
 * @param probes how many probes this call makes, one after the other
 * @param publish whether the metric that the alarm watches is published
 */
public record CheckHealthInput(
        String application,
        ProbedSite site,
        String url,
        String address,
        List<Expectation> expect,
        Duration timeout,
        int probes,
        boolean publish) {

    /** What is probed. */
    public enum ProbedSite {
        PRIMARY,
        STANDBY,
        PUBLIC
    }

    public CheckHealthInput {
        Require.text("url", url);
        Require.text("address", address);
        Require.notEmpty("expect", expect);
        Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(20));
        Require.between("probes", probes, 1, 10);
        expect = List.copyOf(expect);
    }
}
