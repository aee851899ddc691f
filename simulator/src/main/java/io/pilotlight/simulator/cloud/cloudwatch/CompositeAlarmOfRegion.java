package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm on other alarms of its Region. */
final class CompositeAlarmOfRegion extends Alarm {

    private final PutCompositeAlarmRequest request;
    private final AlarmRule rule;

    CompositeAlarmOfRegion(String region, PutCompositeAlarmRequest request, AlarmState state) {
        super(region, request.alarmName(), request.alarmDescription(),
                new Actions(request.actionsEnabled(), request.okActions(), request.alarmActions(),
                        request.insufficientDataActions()),
                state);
        this.request = request;
        this.rule = AlarmRule.parse(request.alarmRule());
    }

    /**
     * Returns the state that its rule shows, where it differs from the present one; ALARM or OK once it was evaluated.
     */
    Optional<AlarmState> evaluate(Map<String, Alarm> alarms, Instant now) {
        StateValue value = rule.holds(name -> alarms.get(name).state().value()) ? StateValue.ALARM : StateValue.OK;
        if (value == state().value()) {
            return Optional.empty();
        }
        String children = rule.alarms().stream()
                .sorted()
                .map(name -> "%s is %s".formatted(name, alarms.get(name).state().value()))
                .collect(Collectors.joining(", "));
        String reason = "%s transitioned to %s at %s: %s".formatted(arn(), value, now, children);
        return Optional.of(new AlarmState(value, reason, data(alarms), now));
    }

    /** Returns the names of the alarms of which the rule speaks. */
    Set<String> watched() {
        return rule.alarms();
    }

    private String data(Map<String, Alarm> alarms) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        var triggering = data.putArray("triggeringAlarms");
        rule.alarms().stream().sorted().forEach(name -> {
            ObjectNode alarm = triggering.addObject().put("arn", arn(name));
            alarm.putObject("state")
                    .put("value", alarms.get(name).state().value().toString())
                    .put("timestamp", AlarmReason.INSTANT.format(alarms.get(name).state().since()));
        });
        return data.toString();
    }

    @Override
    JsonNode configuration() {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode().put("alarmRule", request.alarmRule());
        return description().isEmpty() ? configuration : configuration.put("description", description());
    }

    /** Returns the alarm as {@code DescribeAlarms} does. */
    CompositeAlarm describe() {
        return CompositeAlarm.builder()
                .alarmName(name())
                .alarmArn(arn())
                .alarmDescription(request.alarmDescription())
                .alarmRule(request.alarmRule())
                .actionsEnabled(actionsEnabled())
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .stateValue(state().value())
                .stateReason(state().reason())
                .stateReasonData(state().data().isEmpty() ? null : state().data())
                .stateUpdatedTimestamp(state().since())
                .stateTransitionedTimestamp(state().since())
                .build();
    }
}
