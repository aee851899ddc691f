package io.pilotlight.simulator.cloud.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The data points of one Region, at standard resolution: one statistic set a minute. */
public final class MetricStore {

    private static final long MINUTE_SECONDS = 60;

    private final Map<Metric, Map<Long, StatisticSet>> minutes = new HashMap<>();

    /** Adds values to the minute into which the instant falls. */
    public void add(Metric metric, Instant at, StatisticSet values) {
        minutes.computeIfAbsent(metric, _ -> new HashMap<>())
                .merge(minute(at), values, StatisticSet::plus);
    }

    /** Returns the values of the period that begins at the given full minute; empty where there are none. */
    public Optional<StatisticSet> over(Metric metric, Instant from, Duration period) {
        Map<Long, StatisticSet> points = minutes.getOrDefault(metric, Map.of());
        long end = minute(from.plus(period));
        StatisticSet whole = null;
        for (long minute = minute(from); minute < end; minute++) {
            StatisticSet values = points.get(minute);
            if (values != null) {
                whole = whole == null ? values : whole.plus(values);
            }
        }
        return Optional.ofNullable(whole);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), MINUTE_SECONDS);
    }
}
