package io.pilotlight.simulator.cloud.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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

    /**
     * Returns the values of so many periods one after the other, the first of which begins at the given full minute; empty
     * where a period has none. Only minutes that have values are looked at: an alarm may watch days of a sparse metric.
     */
    List<Optional<StatisticSet>> over(Metric metric, Instant from, Duration period, int periods) {
        List<Optional<StatisticSet>> values = new ArrayList<>(Collections.nCopies(periods, Optional.empty()));
        long first = minute(from);
        long length = period.toMinutes();
        minutes.getOrDefault(metric, NONE).subMap(first, first + length * periods).forEach((minute, added) -> {
            int index = (int) ((minute - first) / length);
            values.set(index, Optional.of(values.get(index).map(sofar -> sofar.plus(added)).orElse(added)));
        });
        return values;
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), MINUTE_SECONDS);
    }
}
