package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Arns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm of either kind, with its present state. */
abstract sealed class Alarm permits MetricAlarmOfRegion, CompositeAlarmOfRegion {

    /**
     * Whom an alarm tells, as both kinds of request name them.
     *
     * @param enabled {@code null} where the request does not say, which is yes
     */
    record Actions(Boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {

        boolean areEnabled() {
            return !Boolean.FALSE.equals(enabled);
        }
    }

    private final String region;
    private final String name;
    private final Optional<String> description;
    private Actions actions;
    private AlarmState state;
    private Optional<Instant> mutedUntil = Optional.empty();

    /** @param description {@code null} where the request has none */
    Alarm(String region, String name, String description, Actions actions, AlarmState state) {
        this.region = region;
        this.name = name;
        this.description = Optional.ofNullable(description);
        this.actions = actions;
        this.state = state;
    }

    /** The alarm's configuration as its event carries it. */
    abstract JsonNode configuration();

    String name() {
        return name;
    }

    String arn() {
        return arn(name);
    }

    /** Returns the ARN of an alarm of the same Region. */
    String arn(String alarm) {
        return Arns.of("cloudwatch", region, "alarm:" + alarm);
    }

    String description() {
        return description.orElse("");
    }

    AlarmState state() {
        return state;
    }

    void moveTo(AlarmState next) {
        state = next;
    }

    void enableActions(boolean enabled) {
        actions = new Actions(enabled, actions.ok(), actions.alarm(), actions.insufficientData());
    }

    void mute(Instant until) {
        mutedUntil = Optional.of(until);
    }

    /** Returns until when a mute rule keeps it from telling anybody; empty where none does. */
    Optional<Instant> mutedUntil(Instant now) {
        return mutedUntil.filter(now::isBefore);
    }

    boolean actionsEnabled() {
        return actions.areEnabled();
    }

    /** The ARNs to tell of a change to the given state; none while its actions are off. */
    List<String> actions(StateValue to) {
        if (!actions.areEnabled()) {
            return List.of();
        }
        return switch (to) {
            case OK -> actions.ok();
            case ALARM -> actions.alarm();
            case INSUFFICIENT_DATA -> actions.insufficientData();
            case UNKNOWN_TO_SDK_VERSION -> List.of();
        };
    }
}
