package io.pilotlight.simulator.cloud.cloudwatch;

import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The state of an alarm since an instant, and why; {@code data} is JSON, empty where there is none. */
record AlarmState(StateValue value, String reason, String data, Instant since) {

    static AlarmState initial(Instant now) {
        return new AlarmState(StateValue.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", now);
    }
}
