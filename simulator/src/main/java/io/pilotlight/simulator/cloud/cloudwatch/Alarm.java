package io.pilotlight.simulator.cloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm of either kind, with its present state. */
sealed interface Alarm permits MetricAlarmOfRegion, CompositeAlarmOfRegion {

    String name();

    AlarmState state();

    void moveTo(AlarmState state);

    /** The ARNs to tell of a change to the given state; none while its actions are off. */
    List<String> actions(StateValue to);

    /** The alarm's configuration as its event carries it. */
    JsonNode configuration();

    String description();
}
