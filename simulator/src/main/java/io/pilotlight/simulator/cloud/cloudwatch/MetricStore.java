package io.pilotlight.simulator.cloud.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The data points of one Region, at standard resolution: one statistic set a minute. */
public final class MetricStore {

    private static final long MINUTE_SECONDS = 60;

    private static final NavigableMap<Long, StatisticSet> NONE = Collections.emptyNavigableMap();

    private final Map<Metric, NavigableMap<Long, StatisticSet>> minutes = new HashMap<>();

    /** Adds values to the minute into which the instant falls. */
    public void add(Metric metric, Instant at, StatisticSet values) {
        minutes.computeIfAbsent(metric, _ -> new TreeMap<>())
                .merge(minute(at), values, StatisticSet::plus);
    }

    /** Returns the values of the period that begins at the given full minute; empty where there are none. */
    public Optional<StatisticSet> over(Metric metric, Instant from, Duration period) {
        return minutes.getOrDefault(metric, NONE)
                .subMap(minute(from), minute(from.plus(period)))
                .values().stream()
                .reduce(StatisticSet::plus);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), MINUTE_SECONDS);
    }
}
