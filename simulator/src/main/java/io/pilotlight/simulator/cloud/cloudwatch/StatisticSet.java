package io.pilotlight.simulator.cloud.cloudwatch;

import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What CloudWatch keeps of the values of a period. */
public record StatisticSet(double count, double sum, double minimum, double maximum) {

    /** The set of one value. */
    public static StatisticSet of(double value) {
        return new StatisticSet(1, value, value, value);
    }

    /** Returns the set of both sets' values. */
    public StatisticSet plus(StatisticSet other) {
        return new StatisticSet(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }

    /** Returns one statistic of the values. */
    public double value(Statistic statistic) {
        return switch (statistic) {
            case SAMPLE_COUNT -> count;
            case AVERAGE -> sum / count;
            case SUM -> sum;
            case MINIMUM -> minimum;
            case MAXIMUM -> maximum;
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("an unknown statistic");
        };
    }
}
