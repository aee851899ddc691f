package io.pilotlight.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The data points of one moment, in namespace {@code PilotLight}, all with the dimension {@code Application} and without a
 * unit: a metric's name says it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData
 *     takes a thousand a request</a>
 */
public final class MetricData {

    /** The namespace of every metric of ours. */
    public static final String NAMESPACE = "PilotLight";
    private static final int MOST_DATA = 1000;
    private static final int STANDARD_RESOLUTION_SECONDS = 60;

    private final Dimension application;
    private final Instant now;
    private final List<MetricDatum> data = new ArrayList<>();

    public MetricData(String application, Instant now) {
        this.application = dimension("Application", application);
        this.now = now;
    }

    /** Adds a data point of the application's. */
    public void add(String metric, double value) {
        add(metric, value, List.of(application));
    }

    /** Adds a data point with a dimension of its own beside the application. */
    public void add(String metric, String dimension, String of, double value) {
        add(metric, value, List.of(application, dimension(dimension, of)));
    }

    /** Puts them, a thousand a call ({@code cloudwatch:PutMetricData}); one more of the same does no harm. */
    public void publish(CloudWatchClient cloudWatch) {
        for (int from = 0; from < data.size(); from += MOST_DATA) {
            List<MetricDatum> some = data.subList(from, Math.min(from + MOST_DATA, data.size()));
            cloudWatch.putMetricData(request -> request.namespace(NAMESPACE).metricData(some));
        }
    }

    private void add(String metric, double value, List<Dimension> dimensions) {
        data.add(MetricDatum.builder()
                .metricName(metric)
                .dimensions(dimensions)
                .timestamp(now)
                .value(value)
                .unit(StandardUnit.NONE)
                .storageResolution(STANDARD_RESOLUTION_SECONDS)
                .build());
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
