package io.pilotlight.plan;

import io.pilotlight.health.Expectation;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.List;

/**
 * How one sees that a service works: the public URL of a page that needs the database, and what it must answer.
 *
 * @param url the public {@code http} or {@code https} URL; its host is the public name
 * @param expect what must hold of the answer, all of it
 * @param timeout how long one probe waits for the whole answer, 100 ms to 20 s
 * @param healthCheckId a Route 53 health check of the same page at the primary site's load balancer, whose checkers stand in
 *     other Regions; empty for none
 */
public record Check(String url, List<Expectation> expect, Duration timeout, @MayBeEmpty String healthCheckId) {

    public Check {
        PageUrl.require("url", url);
        Require.notEmpty("expect", expect);
        Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(20));
        expect = List.copyOf(expect);
    }
}
