package io.pilotlight.health;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Probes an endpoint from this Region and says whether it is healthy; where asked to, publishes the metric that the
 * failover's alarm watches: {@code Healthy}, 1 or 0, in namespace {@code PilotLight} with the dimensions
 * {@code Application} and {@code Site}.
 *
 * <p>Makes no AWS call: the metric is a line in the log in the embedded metric format. A verdict of {@code UNKNOWN}
 * publishes no data point, so that the alarm goes to {@code INSUFFICIENT_DATA} and a person is told, instead of failing
 * over. Called again, it probes again.
 */
public final class CheckHealthHandler extends StepHandler<CheckHealthHandler.Input, CheckHealthHandler.Result> {

    /**
     * @param application the application's name; a dimension of the metric
     * @param site {@code PRIMARY}, {@code STANDBY}, {@code PUBLIC} or {@code CONTROL}: what is probed, for the evidence
     *     and the metric
     * @param url the public URL; its host is sent as Host and as TLS server name
     * @param address the host name or IP address to connect to, such as a load balancer's own name; empty for the URL's
     * @param expect what must hold of the answer, all of it
     * @param timeout how long one probe waits for the whole answer
     * @param probes how many probes this call makes, one after the other
     * @param publish whether the metric that the alarm watches is published
     */
    public record Input(
            String application,
            ProbedSite site,
            String url,
            @MayBeEmpty String address,
            List<Expectation> expect,
            Duration timeout,
            int probes,
            boolean publish) {

        /** What is probed. */
        public enum ProbedSite {
            PRIMARY,
            STANDBY,
            PUBLIC,
            /** Something that has nothing to do with the application, and must answer where this network works. */
            CONTROL
        }

        public Input {
            Require.notEmpty("expect", expect);
            Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(20));
            Require.between("probes", probes, 1, 10);
            expect = List.copyOf(expect);
        }
    }

    /**
     * @param status always {@code DONE}: a check that was made
     * @param health the verdict
     * @param answer the best kind of answer that a probe got: one that gets none says nothing against those that do
     * @param summary the verdict and its evidence in one sentence
     * @param evidence what each probe saw
     */
    public record Result(Status status, Health health, Answer answer, String summary, List<ProbeEvidence> evidence) {

        /** The verdict of several probes. */
        public enum Health {
            HEALTHY,
            UNHEALTHY,
            /** The probes could not tell, or did not agree: do not act on it. */
            UNKNOWN
        }
    }

    private static final String NAMESPACE = "PilotLight";

    private final HttpProbe probe;
    private final Metrics metrics;
    private final Clock clock;

    /** Used by Lambda. */
    public CheckHealthHandler() {
        this(new OkHttpProbe(), MetricsFactory.getMetricsInstance(), Clock.systemUTC());
    }

    public CheckHealthHandler(HttpProbe probe, Metrics metrics, Clock clock) {
        this.probe = probe;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        URI url = URI.create(input.url());
        Judge judge = new Judge(input.expect());
        List<ProbeEvidence> evidence = new ArrayList<>();
        for (int made = 0; made < input.probes(); made++) {
            evidence.add(probeOnce(url, input, judge));
        }
        String endpoint = input.address().isEmpty() ? url.getHost() : "%s at %s".formatted(url.getHost(), input.address());
        Verdict verdict = Verdict.of(endpoint, evidence);
        if (input.publish()) {
            publish(input, verdict.health());
        }
        Answer best = evidence.stream().map(ProbeEvidence::answer).min(Comparator.naturalOrder()).orElseThrow();
        return new Result(Status.DONE, verdict.health(), best, verdict.summary(), List.copyOf(evidence));
    }

    private ProbeEvidence probeOnce(URI url, Input input, Judge judge) {
        String address = input.address().isEmpty() ? url.getHost() : input.address();
        Instant began = clock.instant();
        Judge.Finding finding;
        Duration latency;
        try {
            HttpProbe.Answer answer = probe.get(url, address, input.timeout());
            latency = Duration.between(began, clock.instant());
            finding = judge.judge(answer, latency);
        } catch (IOException failure) {
            latency = Duration.between(began, clock.instant());
            finding = judge.judge(failure, address, latency);
        }
        return new ProbeEvidence(began, finding.health(), finding.answer(), finding.detail(), latency.toMillis());
    }

    private void publish(Input input, Health health) {
        switch (health) {
            case HEALTHY -> publish(input, 1);
            case UNHEALTHY -> publish(input, 0);
            case UNKNOWN -> {
                // No data point: neither value would be true.
            }
        }
    }

    private void publish(Input input, double value) {
        metrics.flushSingleMetric("Healthy", value, MetricUnit.NONE, NAMESPACE,
                DimensionSet.of("Application", input.application(), "Site", input.site().name()));
    }
}
