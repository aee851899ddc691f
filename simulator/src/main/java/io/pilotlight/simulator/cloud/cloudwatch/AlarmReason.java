package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Words an alarm's reason as CloudWatch words it. */
final class AlarmReason {

    /** The form of the instants in an alarm's event. */
    static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATAPOINT =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private record Datapoint(Instant from, double value) {}

    private AlarmReason() {}

    static AlarmState state(
            AlarmSettings settings, List<OptionalDouble> range, StateValue from, StateValue to, Instant now) {
        List<Datapoint> known = newest(settings, range, now);
        return new AlarmState(to, reason(settings, known, from, to), data(settings, known, now), now);
    }

    private static List<Datapoint> newest(AlarmSettings settings, List<OptionalDouble> range, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.MINUTES);
        List<Datapoint> known = new ArrayList<>();
        for (int back = 1; back <= range.size() && known.size() < settings.evaluationPeriods(); back++) {
            Instant from = end.minus(settings.period().multipliedBy(back));
            range.get(range.size() - back).ifPresent(value -> known.add(new Datapoint(from, value)));
        }
        return known;
    }

    private static String reason(AlarmSettings settings, List<Datapoint> known, StateValue from, StateValue to) {
        int periods = settings.evaluationPeriods();
        if (to == StateValue.INSUFFICIENT_DATA) {
            return "Insufficient Data: %d datapoint%s unknown.".formatted(
                    periods - known.size(), periods - known.size() == 1 ? " was" : "s were");
        }
        if (known.isEmpty()) {
            return "Threshold Crossed: no datapoints were received for %d period%s and %s.".formatted(
                    periods, periods == 1 ? "" : "s", filledIn(settings, periods));
        }
        long counted = known.stream()
                .filter(point -> settings.breaches(point.value()) == (to == StateValue.ALARM))
                .count();
        boolean plural = counted != 1;
        String form = "Threshold Crossed: %d out of the last %d datapoints %s %s%s %s the threshold (%s)"
                + " (minimum %d datapoint%s for %s -> %s transition).";
        return form.formatted(counted, periods, listed(settings, known, to), plural ? "were" : "was",
                        to == StateValue.ALARM ? "" : " not", compared(settings), settings.threshold(),
                        settings.datapointsToAlarm(), settings.datapointsToAlarm() == 1 ? "" : "s", from, to);
    }

    private static String filledIn(AlarmSettings settings, int count) {
        String treated = settings.missingData() == MissingDataTreatment.BREACHING ? "Breaching" : "NonBreaching";
        return "%d missing datapoint%s treated as [%s]".formatted(count, count == 1 ? " was" : "s were", treated);
    }

    private static String listed(AlarmSettings settings, List<Datapoint> known, StateValue to) {
        return known.stream()
                .filter(point -> settings.breaches(point.value()) == (to == StateValue.ALARM))
                .map(point -> "%s (%s)".formatted(point.value(), DATAPOINT.format(point.from())))
                .toList()
                .toString();
    }

    private static String compared(AlarmSettings settings) {
        return switch (settings.comparison()) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> "greater than or equal to";
            case GREATER_THAN_THRESHOLD -> "greater than";
            case LESS_THAN_THRESHOLD -> "less than";
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> "less than or equal to";
            case LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD,
                    LESS_THAN_LOWER_THRESHOLD,
                    GREATER_THAN_UPPER_THRESHOLD,
                    UNKNOWN_TO_SDK_VERSION -> "outside of";
        };
    }

    private static String data(AlarmSettings settings, List<Datapoint> known, Instant now) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("version", "1.0").put("queryDate", INSTANT.format(now));
        if (!known.isEmpty()) {
            data.put("startDate", INSTANT.format(known.getLast().from()));
        }
        data.put("statistic", settings.statistic().toString()).put("period", settings.period().toSeconds());
        ArrayNode recent = data.putArray("recentDatapoints");
        known.reversed().forEach(point -> recent.add(point.value()));
        data.put("threshold", settings.threshold());
        return data.toString();
    }
}
