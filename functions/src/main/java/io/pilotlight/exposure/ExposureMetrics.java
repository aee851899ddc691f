package io.pilotlight.exposure;

import io.pilotlight.metrics.MetricData;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * The data points of one measurement, with the dimensions {@code Application} and {@code Database}:
 * {@code ExposureMinutes}, and {@code AttainableExposureMinutes}, below which the last runs would not have come. Minutes,
 * because people set the RPO in them, and an alarm's message then gives the figure that would do. In a new stack also
 * {@code Verifications} of the application, which are 0 so far.
 */
final class ExposureMetrics {

    private final MetricData data;

    ExposureMetrics(String application, Instant now) {
        this.data = new MetricData(application, now);
    }

    void exposure(String database, Duration exposure) {
        add("ExposureMinutes", database, exposure);
    }

    void attainable(String database, Duration exposure) {
        add("AttainableExposureMinutes", database, exposure);
    }

    /** No verification is due yet; that no data point follows in 26 hours raises an alarm. */
    void noVerificationIsDueYet() {
        data.add("Verifications", 0);
    }

    /** Puts them ({@code cloudwatch:PutMetricData}). */
    void publish(CloudWatchClient cloudWatch) {
        data.publish(cloudWatch);
    }

    private void add(String name, String database, Duration value) {
        data.add(name, "Database", database, value.toSeconds() / 60.0);
    }
}
