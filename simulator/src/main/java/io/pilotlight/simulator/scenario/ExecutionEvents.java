package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Puts an event on the bus for each execution that ends, as Step Functions does by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Step Functions events
 *     in EventBridge</a>
 */
final class ExecutionEvents {

    private final Cloud cloud;

    private ExecutionEvents(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Begins with the executions that end from now on. */
    static void publish(Cloud cloud) {
        cloud.context().journal().listen(new ExecutionEvents(cloud)::hear);
    }

    private void hear(JournalEvent event) {
        if (event instanceof ExecutionEnded ended) {
            // Later in the same instant: who listens to the journal hears of the end itself first.
            cloud.context().timeline().after(Duration.ZERO, () -> cloud.events().put(event(ended)));
        }
    }

    private JsonNode event(ExecutionEnded ended) {
        String region = cloud.standby().name();
        ObjectNode event = JsonNodeFactory.instance.objectNode()
                .put("version", "0")
                .put("id", UUID.nameUUIDFromBytes(ended.execution().getBytes()).toString())
                .put("detail-type", "Step Functions Execution Status Change")
                .put("source", "aws.states")
                .put("account", Arns.ACCOUNT)
                .put("time", ended.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        event.putArray("resources").add(ended.execution());
        event.putObject("detail")
                .put("executionArn", ended.execution())
                .put("stateMachineArn", cloud.stateMachines().arn(ended.machine()))
                .put("name", ended.execution().substring(ended.execution().lastIndexOf(':') + 1))
                .put("status", ended.status())
                .put("stopDate", ended.at().toEpochMilli());
        return event;
    }
}
