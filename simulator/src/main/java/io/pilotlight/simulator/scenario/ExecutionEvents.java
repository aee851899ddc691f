package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.states.ExecutionDescription;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts an event on the bus for each execution that ends, as Step Functions does by itself for standard workflows; nobody
 * here asks for those that begin. AWS promises only its best effort: an event may be lost.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Step Functions events
 *     in EventBridge</a>
 */
final class ExecutionEvents {

    /** An input or output that is longer is left out. */
    private static final int MOST_CHARACTERS = 248 * 1024;

    private final Cloud cloud;
    private boolean lost;

    ExecutionEvents(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Begins with the executions that end from now on. */
    void publish() {
        cloud.context().journal().listen(this::hear);
    }

    /** Loses every event from now on. */
    void lose() {
        lost = true;
    }

    private void hear(JournalEvent event) {
        if (event instanceof ExecutionEnded ended && !lost) {
            // Later in the same instant: who listens to the journal hears of the end itself first.
            cloud.context().timeline().after(Duration.ZERO, () -> cloud.events().put(event(ended)));
        }
    }

    private JsonNode event(ExecutionEnded ended) {
        ObjectNode event = JsonNodeFactory.instance.objectNode()
                .put("version", "0")
                .put("id", UUID.nameUUIDFromBytes(ended.execution().getBytes()).toString())
                .put("detail-type", "Step Functions Execution Status Change")
                .put("source", "aws.states")
                .put("account", Arns.ACCOUNT)
                .put("time", ended.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", cloud.standby().name());
        event.putArray("resources").add(ended.execution());
        event.set("detail", detail(cloud.stateMachines().describe(ended.execution()), ended));
        return event;
    }

    private ObjectNode detail(ExecutionDescription execution, ExecutionEnded ended) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", cloud.stateMachines().arn(execution.machine()))
                .put("name", execution.name())
                .put("status", ended.status())
                .put("startDate", execution.startedAt().toEpochMilli())
                .put("stopDate", ended.at().toEpochMilli())
                .putNull("stateMachineVersionArn")
                .putNull("stateMachineAliasArn")
                .put("redriveCount", 0)
                .putNull("redriveDate")
                .put("redriveStatus", ended.status().equals("SUCCEEDED") ? "NOT_REDRIVABLE" : "REDRIVABLE")
                .putNull("redriveStatusReason")
                .put("error", execution.error().orElse(null))
                .put("cause", execution.cause().orElse(null));
        put(detail, "input", Optional.of(execution.input()));
        put(detail, "output", execution.output());
        return detail;
    }

    private static void put(ObjectNode detail, String name, Optional<JsonNode> document) {
        Optional<String> text = document.map(JsonNode::toString);
        boolean included = text.filter(written -> written.length() <= MOST_CHARACTERS).isPresent();
        detail.put(name, included ? text.get() : null);
        if (text.isPresent()) {
            detail.putObject(name + "Details").put("included", included);
        } else {
            detail.putNull(name + "Details");
        }
    }
}
