package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The name of a metric: a different set of dimensions is a different metric. */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

    public Metric {
        // Sorted, because the order of Map.copyOf changes from one JVM to the next, and the journal shows it.
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }
}
