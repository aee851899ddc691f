package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Carries an alarm from one state to another: journal, event and actions.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Alarm
 *     events and EventBridge</a>
 */
final class AlarmChanges {

    private final CloudContext context;
    private final String region;
    private final Consumer<JsonNode> events;
    private final AlarmActions topics;
    private long count;

    AlarmChanges(CloudContext context, String region, Consumer<JsonNode> events, AlarmActions topics) {
        this.context = context;
        this.region = region;
        this.events = events;
        this.topics = topics;
    }

    void change(Alarm alarm, AlarmState next) {
        AlarmState previous = alarm.state();
        alarm.moveTo(next);
        context.journal().add(new JournalEvent.AlarmChanged(
                next.since(), region, alarm.name(), previous.value().toString(), next.value().toString(),
                next.reason()));
        events.accept(event(alarm, previous, next));
        if (alarm.mutedUntil(next.since()).isPresent()) {
            return;
        }
        for (String action : alarm.actions(next.value())) {
            if (action.startsWith("arn:aws:sns:")) {
                topics.publish(action, subject(alarm, next), message(alarm, previous, next));
            }
        }
    }

    private JsonNode event(Alarm alarm, AlarmState previous, AlarmState next) {
        byte[] seed = (region + alarm.name() + count++).getBytes(StandardCharsets.UTF_8);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", UUID.nameUUIDFromBytes(seed).toString())
                .put("detail-type", "CloudWatch Alarm State Change")
                .put("source", "aws.cloudwatch")
                .put("account", Arns.ACCOUNT)
                .put("time", next.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        event.putArray("resources").add(alarm.arn());
        ObjectNode detail = event.putObject("detail");
        detail.put("alarmName", alarm.name());
        detail.set("configuration", alarm.configuration());
        detail.set("previousState", json(previous));
        detail.set("state", json(next));
        alarm.mutedUntil(next.since()).ifPresent(until -> detail.putObject("muteDetail")
                .put("mutedByArn", Arns.of("cloudwatch", region, "alarm-mute-rule:maintenance"))
                .put("muteWindowEnd", AlarmReason.INSTANT.format(until)));
        return event;
    }

    private static ObjectNode json(AlarmState state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("reason", state.reason());
        if (!state.data().isEmpty()) {
            json.put("reasonData", state.data());
        }
        return json.put("timestamp", AlarmReason.INSTANT.format(state.since())).put("value", state.value().toString());
    }

    private String subject(Alarm alarm, AlarmState next) {
        return "%s: \"%s\" in %s".formatted(next.value(), alarm.name(), region);
    }

    private String message(Alarm alarm, AlarmState previous, AlarmState next) {
        return JsonNodeFactory.instance.objectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.description())
                .put("AWSAccountId", Arns.ACCOUNT)
                .put("NewStateValue", next.value().toString())
                .put("NewStateReason", next.reason())
                .put("StateChangeTime", AlarmReason.INSTANT.format(next.since()))
                .put("Region", region)
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", previous.value().toString())
                .toString();
    }
}
