package io.pilotlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.simulator.states.StateMachines;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.simulator.states.TaskIntegrations;
import io.pilotlight.simulator.template.StateMachineResource;
import io.pilotlight.simulator.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The state machines that the template deploys, from their files, with the template's own substitutions: their waits
 * pass in virtual time, their functions are the packaged ones, and what they publish is collected.
 */
final class DeployedStateMachines implements TaskIntegrations {

    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:pilot-light-NotificationTopic";
    private static final Duration LONGEST_RUN = Duration.ofDays(4);

    /** What people are told. */
    record Told(String subject, String message) {}

    private final Wire wire;
    // Begins at the present, because the packaged functions have the machine's own clock.
    private final Timeline timeline = new Timeline(Instant.now(), 1);
    private final StateMachines machines =
            new StateMachines(timeline, new Journal(), this, Wire.STANDBY);
    private final List<Told> told = new ArrayList<>();
    private final List<String> invoked = new ArrayList<>();
    private final Map<String, JsonNode> answers = new HashMap<>();
    private BiConsumer<String, JsonNode> beforeEach = (_, _) -> { };

    DeployedStateMachines(Wire wire) {
        this.wire = wire;
        Map<String, StateMachineResource> deployed = Project.template().stateMachines();
        Map<String, String> physical = new HashMap<>(Map.of(
                "ApplicationName", EmulatedApplication.NAME,
                "StateTable", EmulatedState.TABLE,
                "PlanParameter", EmulatedApplication.PLAN_PARAMETER,
                "NotificationTopic", TOPIC));
        deployed.keySet().forEach(machine -> physical.put(machine, machines.arn(machine)));
        deployed.forEach((name, machine) -> {
            // The emulator's instances have no database that could be compared; a failover goes on where it cannot start that.
            if (!name.equals("ReconcileStateMachine")) {
                machines.register(name, definition(machine, physical));
            }
        });
    }

    /** Lets something be done before each invocation, which is told the function and its input. */
    void beforeEach(BiConsumer<String, JsonNode> action) {
        beforeEach = action;
    }

    /** Lets a function that asks what the emulator does not know answer so. */
    void answer(String function, JsonNode answer) {
        answers.put(function, answer);
    }

    /** Runs a planned move to its end. */
    ExecutionDescription move(JsonNode input) {
        return run("FailbackStateMachine", input);
    }

    /** Runs the failover to its end. */
    ExecutionDescription failOver(JsonNode input) {
        return run("FailoverStateMachine", input);
    }

    /** Runs the backup to its end. */
    ExecutionDescription backUp(JsonNode input) {
        return run("BackupStateMachine", input);
    }

    /** Runs the verification of the backups to its end. */
    ExecutionDescription verifyBackups(JsonNode input) {
        return run("VerifyBackupsStateMachine", input);
    }

    private ExecutionDescription run(String machine, JsonNode input) {
        String execution = machines.start(machine, input);
        timeline.runUntil(timeline.now().plus(LONGEST_RUN));
        return machines.describe(execution);
    }

    /** What people were told since this was last asked for. */
    List<Told> told() {
        List<Told> news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** Which functions were invoked since this was last asked for. */
    List<String> invoked() {
        List<String> names = List.copyOf(invoked);
        invoked.clear();
        return names;
    }

    @Override
    public JsonNode invokeFunction(String functionName, JsonNode payload) {
        invoked.add(functionName);
        beforeEach.accept(functionName, payload);
        if (answers.containsKey(functionName)) {
            return answers.get(functionName);
        }
        return switch (wire.function(functionName).invoke(payload.toString())) {
            case Invocation.Returned(JsonNode result) -> result;
            case Invocation.Failed failed -> throw new TaskFailed(failed.errorType(), failed.json());
        };
    }

    @Override
    public String publish(String topicArn, String subject, String message) {
        if (!topicArn.equals(TOPIC)) {
            throw new TaskFailed("SNS.NotFoundException", "there is no topic " + topicArn);
        }
        told.add(new Told(subject, message));
        return "message-" + told.size();
    }

    /** A function keeps its logical name, which {@link Wire} knows it by. */
    private static JsonNode definition(StateMachineResource machine, Map<String, String> physical) {
        try {
            String text = Files.readString(machine.definition());
            for (Map.Entry<String, String> substitution : machine.substitutions().entrySet()) {
                String logical = substitution.getValue();
                text = text.replace("${" + substitution.getKey() + "}", physical.getOrDefault(logical, logical));
            }
            return StrictJson.mapper().readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
