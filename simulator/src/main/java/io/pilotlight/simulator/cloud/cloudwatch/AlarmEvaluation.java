package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * How CloudWatch gets from data points to an alarm's state, with its rules for missing ones.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">Configuring
 *     how CloudWatch alarms treat missing data</a>
 */
final class AlarmEvaluation {

    private AlarmEvaluation() {}

    /**
     * Returns the state that the data points show; empty where the state shall stay what it is.
     *
     * @param range the data points of the evaluation range, the newest last; more than the evaluation periods
     */
    static Optional<StateValue> state(AlarmSettings settings, List<OptionalDouble> range) {
        List<Boolean> breaching = new ArrayList<>(range.size());
        for (OptionalDouble point : range) {
            if (point.isPresent()) {
                breaching.add(settings.breaches(point.getAsDouble()));
            }
        }
        int wanted = settings.evaluationPeriods();
        if (breaching.size() >= wanted) {
            List<Boolean> newest = breaching.subList(breaching.size() - wanted, breaching.size());
            return Optional.of(alarmIf(count(newest) >= settings.datapointsToAlarm()));
        }
        int missing = wanted - breaching.size();
        return switch (settings.missingData()) {
            case BREACHING -> Optional.of(alarmIf(count(breaching) + missing >= settings.datapointsToAlarm()));
            case NOT_BREACHING -> Optional.of(alarmIf(count(breaching) >= settings.datapointsToAlarm()));
            case MISSING -> Optional.of(withTooFew(settings, breaching).orElse(
                    isOldEnough(settings, range, breaching) ? StateValue.ALARM : StateValue.INSUFFICIENT_DATA));
            case IGNORE -> withTooFew(settings, breaching);
        };
    }

    private static Optional<StateValue> withTooFew(AlarmSettings settings, List<Boolean> breaching) {
        if (count(breaching) >= settings.datapointsToAlarm()) {
            return Optional.of(StateValue.ALARM);
        }
        return breaching.contains(false) ? Optional.of(StateValue.OK) : Optional.empty();
    }

    /**
     * Nothing but breaching points, and the oldest of them as old as the alarm needs: no newer data will take it back.
     */
    private static boolean isOldEnough(AlarmSettings settings, List<OptionalDouble> range, List<Boolean> breaching) {
        if (breaching.isEmpty()) {
            return false;
        }
        int oldest = 0;
        while (range.get(oldest).isEmpty()) {
            oldest++;
        }
        return range.size() - oldest >= settings.datapointsToAlarm();
    }

    private static int count(List<Boolean> breaching) {
        return Collections.frequency(breaching, true);
    }

    private static StateValue alarmIf(boolean alarm) {
        return alarm ? StateValue.ALARM : StateValue.OK;
    }
}
