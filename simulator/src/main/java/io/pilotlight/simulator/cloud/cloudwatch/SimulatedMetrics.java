package io.pilotlight.simulator.cloud.cloudwatch;

import com.amazonaws.services.lambda.runtime.Context;
import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricResolution;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Powertools metrics that end in the simulated CloudWatch of a Region, some seconds after they were flushed, as log
 * lines do.
 *
 * <p>Each dimension set that is added names a metric of its own, beside the one of the default dimensions; that is what
 * the Embedded Metric Format does.
 */
public final class SimulatedMetrics implements Metrics {

    private final CloudContext context;
    private final SimulatedCloudWatch cloudWatch;
    private final List<Map<String, String>> dimensionSets = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private Map<String, String> defaultDimensions = Map.of();
    private String namespace;
    private Instant timestamp;
    private boolean raiseOnEmptyMetrics;

    /** @param namespace the namespace that the functions' environment names */
    public SimulatedMetrics(CloudContext context, SimulatedCloudWatch cloudWatch, String namespace) {
        this.context = context;
        this.cloudWatch = cloudWatch;
        this.namespace = namespace;
    }

    @Override
    public void addMetric(String key, double value, MetricUnit unit, MetricResolution resolution) {
        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    @Override
    public void addDimension(DimensionSet dimensionSet) {
        dimensionSets.add(dimensionSet.getDimensions());
    }

    @Override
    public void setTimestamp(Instant timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public void addMetadata(String key, Object value) {
        // Metadata stays in the log line.
    }

    @Override
    public void setDefaultDimensions(DimensionSet dimensionSet) {
        defaultDimensions = Map.copyOf(dimensionSet.getDimensions());
    }

    @Override
    public DimensionSet getDefaultDimensions() {
        return DimensionSet.of(defaultDimensions);
    }

    @Override
    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public void setRaiseOnEmptyMetrics(boolean raiseOnEmptyMetrics) {
        this.raiseOnEmptyMetrics = raiseOnEmptyMetrics;
    }

    @Override
    public void clearDefaultDimensions() {
        defaultDimensions = Map.of();
    }

    @Override
    public void flush() {
        if (values.isEmpty() && raiseOnEmptyMetrics) {
            throw new IllegalStateException("No metrics were emitted");
        }
        List<Map<String, String>> sets = new ArrayList<>(dimensionSets);
        if (sets.isEmpty() || !defaultDimensions.isEmpty()) {
            sets.addFirst(defaultDimensions);
        }
        Instant at = timestamp == null ? context.timeline().now() : timestamp;
        for (Map<String, String> dimensions : sets) {
            values.forEach((name, all) -> all.forEach(value -> cloudWatch.publish(
                    new Metric(namespace, name, dimensions), value, at, context.latencies().metricIngestion())));
        }
        values.clear();
        dimensionSets.clear();
        timestamp = null;
    }

    @Override
    public void captureColdStartMetric(Context lambda, DimensionSet dimensions) {
        // No alarm looks at cold starts.
    }

    @Override
    public void captureColdStartMetric(DimensionSet dimensions) {
        // No alarm looks at cold starts.
    }

    @Override
    public void flushMetrics(Consumer<Metrics> metricsConsumer) {
        SimulatedMetrics single = new SimulatedMetrics(context, cloudWatch, namespace);
        single.defaultDimensions = defaultDimensions;
        metricsConsumer.accept(single);
        single.flush();
    }
}
