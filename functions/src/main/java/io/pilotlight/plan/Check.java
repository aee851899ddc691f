package io.pilotlight.plan;

import io.pilotlight.health.Expectation;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.List;

/**
 * How one sees that a service works: the public URL of a page that needs the database, and what it must answer. A service
 * without a load balancer has no page, and is judged by its tasks.
 *
 * @param url the public {@code http} or {@code https} URL; its host is the public name. Empty for a service without a page
 * @param expect what must hold of the answer, all of it; nothing where there is no page
 * @param timeout how long one probe waits for the whole answer, 100 ms to 20 s
 * @param healthCheckId a Route 53 health check of the same page at the primary site's load balancer, whose checkers stand in
 *     other Regions; empty for none
 */
public record Check(@MayBeEmpty String url, List<Expectation> expect, Duration timeout, @MayBeEmpty String healthCheckId) {

    public Check {
        if (!url.isEmpty()) {
            PageUrl.require("url", url);
            Require.notEmpty("expect", expect);
        } else if (!expect.isEmpty() || !healthCheckId.isEmpty()) {
            throw new IllegalArgumentException("url is empty, and expect or healthCheckId is not; accepted is an http or https "
                    + "URL, or all three empty for a service without a page");
        }
        Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(20));
        expect = List.copyOf(expect);
    }

    /** Tells whether there is a page to check. */
    public boolean hasPage() {
        return !url.isEmpty();
    }
}
