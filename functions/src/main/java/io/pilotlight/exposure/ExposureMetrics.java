package io.pilotlight.exposure;

import io.pilotlight.metrics.MetricData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * The data points of one measurement, with the dimensions {@code Application} and {@code Database}:
 * {@code ExposureMinutes}, and {@code AttainableExposureMinutes}, below which the last runs would not have come. Minutes,
 * because people set the RPO in them, and an alarm's message then gives the figure that would do. Both also as the greatest
 * of all databases, with {@code Application} alone, which the alarms watch; {@code ExposureMinutes} only where that of each
 * database is known, because a database without one must not hide behind the others. In a new stack also
 * {@code Verifications} of the application, which are 0 so far.
 */
final class ExposureMetrics {

    private final MetricData data;
    private final List<Duration> exposures = new ArrayList<>();
    private final List<Duration> attainable = new ArrayList<>();

    ExposureMetrics(String application, Instant now) {
        this.data = new MetricData(application, now);
    }

    void exposure(String database, Duration exposure) {
        exposures.add(exposure);
        add("ExposureMinutes", database, exposure);
    }

    void attainable(String database, Duration exposure) {
        attainable.add(exposure);
        add("AttainableExposureMinutes", database, exposure);
    }

    /** Adds what holds of all databases, once each was measured. */
    void greatest(int databases) {
        if (exposures.size() == databases) {
            data.add("ExposureMinutes", minutes(Collections.max(exposures)));
        }
        if (!attainable.isEmpty()) {
            data.add("AttainableExposureMinutes", minutes(Collections.max(attainable)));
        }
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
        data.add(name, "Database", database, minutes(value));
    }

    private static double minutes(Duration value) {
        return value.toSeconds() / 60.0;
    }
}
