package io.pilotlight.exposure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The data points of one measurement, in namespace {@code PilotLight} with the dimensions {@code Application} and
 * {@code Database}: {@code ExposureMinutes}, and {@code AttainableExposureMinutes}, below which the last runs would not
 * have come. Minutes, because people set the RPO in them, and an alarm's message then gives the figure that would do.
 */
final class ExposureMetrics {

    private static final String NAMESPACE = "PilotLight";
    private static final int MOST_DATA = 1000;

    private final String application;
    private final Instant now;
    private final List<MetricDatum> data = new ArrayList<>();

    ExposureMetrics(String application, Instant now) {
        this.application = application;
        this.now = now;
    }

    void exposure(String database, Duration exposure) {
        add("ExposureMinutes", database, exposure);
    }

    void attainable(String database, Duration exposure) {
        add("AttainableExposureMinutes", database, exposure);
    }

    /** Puts them, a thousand a call ({@code cloudwatch:PutMetricData}); one more of the same does no harm. */
    void publish(CloudWatchClient cloudWatch) {
        for (int from = 0; from < data.size(); from += MOST_DATA) {
            List<MetricDatum> some = data.subList(from, Math.min(from + MOST_DATA, data.size()));
            cloudWatch.putMetricData(request -> request.namespace(NAMESPACE).metricData(some));
        }
    }

    private void add(String name, String database, Duration value) {
        data.add(MetricDatum.builder()
                .metricName(name)
                .dimensions(
                        Dimension.builder().name("Application").value(application).build(),
                        Dimension.builder().name("Database").value(database).build())
                .timestamp(now)
                .value(value.toSeconds() / 60.0)
                .unit(StandardUnit.NONE)
                .build());
    }
}
