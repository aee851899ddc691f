package io.pilotlight.health;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricResolution;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Metrics that writes down what is flushed, one line a data point. */
final class RecordingMetrics implements Metrics {

    final List<String> flushed = new ArrayList<>();
    private String namespace = "";
    private DimensionSet dimensions = new DimensionSet();

    @Override
    public void flushMetrics(Consumer<Metrics> consumer) {
        consumer.accept(this);
    }

    @Override
    public void addMetric(String name, double value, MetricUnit unit, MetricResolution resolution) {
        flushed.add("%s/%s %s = %s".formatted(namespace, name, dimensions.getDimensions(), value));
    }

    @Override
    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public void setDefaultDimensions(DimensionSet dimensions) {
        this.dimensions = dimensions;
    }

    @Override
    public DimensionSet getDefaultDimensions() {
        return dimensions;
    }

    @Override
    public void addDimension(DimensionSet more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTimestamp(Instant timestamp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addMetadata(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRaiseOnEmptyMetrics(boolean raise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clearDefaultDimensions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void captureColdStartMetric(Context context, DimensionSet more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void captureColdStartMetric(DimensionSet more) {
        throw new UnsupportedOperationException();
    }
}
