package io.pilotlight.health;

import io.pilotlight.health.CheckHealthResult.Health;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
public final class CheckHealthHandler extends StepHandler<CheckHealthInput, CheckHealthResult> {

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
    protected CheckHealthResult step(CheckHealthInput input) {
        URI url = URI.create(input.url());
        Judge judge = new Judge(input.expect());
        List<ProbeEvidence> evidence = new ArrayList<>();
        for (int made = 0; made < input.probes(); made++) {
            evidence.add(probeOnce(url, input, judge));
        }
        Verdict verdict = Verdict.of("%s at %s".formatted(url.getHost(), input.address()), evidence);
        if (input.publish()) {
            publish(input, verdict.health());
        }
        return new CheckHealthResult(Status.DONE, verdict.health(), verdict.summary(), List.copyOf(evidence));
    }

    private ProbeEvidence probeOnce(URI url, CheckHealthInput input, Judge judge) {
        Instant began = clock.instant();
        Judge.Finding finding;
        Duration latency;
        try {
            HttpProbe.Answer answer = probe.get(url, input.address(), input.timeout());
            latency = Duration.between(began, clock.instant());
            finding = judge.judge(answer, latency);
        } catch (IOException failure) {
            latency = Duration.between(began, clock.instant());
            finding = judge.judge(failure, input.address(), latency);
        }
        return new ProbeEvidence(began, finding.health(), finding.detail(), latency.toMillis());
    }

    private void publish(CheckHealthInput input, Health health) {
        switch (health) {
            case HEALTHY -> publish(input, 1);
            case UNHEALTHY -> publish(input, 0);
            case UNKNOWN -> {
                // No data point: neither value would be true.
            }
        }
    }

    private void publish(CheckHealthInput input, double value) {
        metrics.flushSingleMetric("Healthy", value, MetricUnit.NONE, NAMESPACE,
                DimensionSet.of("Application", input.application(), "Site", input.site().name()));
    }
}
