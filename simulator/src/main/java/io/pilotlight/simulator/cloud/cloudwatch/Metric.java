package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.Map;

/** The name of a metric: a different set of dimensions is a different metric. */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

    public Metric {
        dimensions = Map.copyOf(dimensions);
    }
}
