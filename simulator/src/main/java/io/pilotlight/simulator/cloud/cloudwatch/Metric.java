package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.Map;

/** The name of a metric: a different set of dimensions is a different metric. */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

    public Metric {
        dimensions = Map.copyOf(dimensions);
    }

    /** Goes by the name alone: few metrics share one, and the dimensions would be gone over at every look. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
