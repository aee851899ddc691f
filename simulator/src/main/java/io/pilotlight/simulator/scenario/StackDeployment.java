package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import io.pilotlight.simulator.cloud.events.InputTransformer;
import io.pilotlight.simulator.cloud.events.SimulatedEventBus;
import io.pilotlight.simulator.cloud.events.SimulatedScheduler;
import io.pilotlight.simulator.lambda.LambdaHost;
import io.pilotlight.simulator.states.StateMachines;
import io.pilotlight.simulator.template.Intrinsics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * Deploys the production template into the simulated standby Region: functions, state machines, alarms, the rule and
 * the schedules, with the numbers that stand in it.
 *
 * @param furtherParts of an application of more than one database and service
 */
record StackDeployment(Stack stack, Intrinsics values, List<PartDeployment> furtherParts) {

    private static final String NAMESPACE = "PilotLight";

    void functions(LambdaHost host, HandlerFactory handlers) {
        stack.functions().forEach((id, function) -> host.register(
                id, handlers.make(function.handlerClass()), function.timeout(), function.memoryMegabytes()));
    }

    void stateMachines(StateMachines machines) {
        stack.machines()
                .forEach((id, definition) -> machines.register(id, Deployment.machineName(id, stack), definition));
    }

    /** Returns what the roles of functions and state machines allow. */
    Permissions permissions() {
        Permissions permissions = stack.template().permissions(values);
        for (PartDeployment further : furtherParts) {
            permissions = further.beside(permissions, stack.template());
        }
        return permissions;
    }

    /**
     * Puts the metric alarms on what the functions publish; the metrics of AWS's own have no data in a run.
     */
    void alarms(SimulatedCloudWatch cloudWatch) {
        stack.template().resources("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            if (alarm.at("/Properties/Namespace").asText().equals(NAMESPACE)) {
                cloudWatch.putMetricAlarm(alarm(id, values.resolve(alarm.path("Properties"))));
            }
        });
    }

    /**
     * Adds each state machine's rule, and those that tell people.
     *
     * @param people takes a topic's ARN and a message, and tells whether they were told
     */
    void rules(SimulatedEventBus bus, Target target, BiPredicate<String, String> people) {
        stack.template().resources("AWS::Events::Rule").forEach((id, resource) -> {
            JsonNode rule = values.resolve(resource.path("Properties"));
            for (JsonNode told : rule.path("Targets")) {
                JsonNode input = told.path("InputTransformer");
                InputTransformer transformer =
                        new InputTransformer(input.path("InputPathsMap"), input.path("InputTemplate").asText());
                bus.addRule(id, rule.path("EventPattern"),
                        event -> people.test(told.path("Arn").asText(), transformer.of(event)));
            }
        });
        stack.template()
                .stateMachines()
                .forEach((id, machine) -> machine.properties()
                        .path("Events")
                        .properties()
                        .forEach(event -> {
                            if (event.getValue().path("Type").asText().equals("EventBridgeRule")) {
                                JsonNode rule = values.resolve(event.getValue().path("Properties"));
                                Duration maximumAge =
                                        Duration.ofSeconds(rule.at("/RetryPolicy/MaximumEventAgeInSeconds")
                                                .asLong());
                                bus.addRule(event.getKey(), rule.path("Pattern"), maximumAge, input -> {
                                    target.start(id, input);
                                    return true;
                                });
                            }
                        }));
    }

    /** Adds each function's schedules; a function is invoked as an event does it. */
    void schedulesOfFunctions(SimulatedScheduler scheduler, LambdaHost host) {
        stack.functions().forEach((id, function) -> schedules(scheduler, function.properties(),
                input -> host.invokeLater(id, input, function.asynchronousRetries())));
    }

    /** Adds each state machine's schedules; each delivery starts an execution. */
    void schedulesOfStateMachines(SimulatedScheduler scheduler, StateMachines machines) {
        stack.template().stateMachines().forEach((id, machine) -> schedules(scheduler, machine.properties(),
                input -> machines.start(id, input)));
    }

    private void schedules(SimulatedScheduler scheduler, JsonNode resource, Consumer<JsonNode> target) {
        resource.path("Events").properties().forEach(event -> {
            if (event.getValue().path("Type").asText().equals("ScheduleV2")) {
                JsonNode schedule = values.resolve(event.getValue().path("Properties"));
                scheduler.add(schedule.path("Name").asText(), schedule.path("ScheduleExpression").asText(),
                        json(schedule.path("Input").asText()), target);
            }
        });
    }

    /** Returns the plan's document, as the template writes it, and as a person would add the further parts to it. */
    String plan() {
        JsonNode value = stack.template().tree().at("/Resources/PlanParameter/Properties/Value");
        String plan = values.resolve(value).asText();
        if (furtherParts.isEmpty()) {
            return plan;
        }
        ObjectNode whole = (ObjectNode) json(plan);
        furtherParts.forEach(further -> further.addTo(whole, further.values().resolve(value).asText()));
        return whole.toString();
    }

    private static PutMetricAlarmRequest alarm(String name, JsonNode properties) {
        List<Dimension> dimensions = new ArrayList<>();
        properties.path("Dimensions").forEach(dimension -> dimensions.add(Dimension.builder()
                .name(dimension.path("Name").asText()).value(dimension.path("Value").asText()).build()));
        int periods = properties.path("EvaluationPeriods").asInt();
        return PutMetricAlarmRequest.builder()
                .alarmName(name)
                .alarmDescription(properties.path("AlarmDescription").asText())
                .namespace(properties.path("Namespace").asText())
                .metricName(properties.path("MetricName").asText())
                .dimensions(dimensions)
                .statistic(properties.path("Statistic").asText())
                .period(properties.path("Period").asInt())
                .evaluationPeriods(periods)
                .datapointsToAlarm(properties.path("DatapointsToAlarm").asInt(periods))
                .comparisonOperator(properties.path("ComparisonOperator").asText())
                .threshold(properties.path("Threshold").asDouble())
                .treatMissingData(properties.path("TreatMissingData").asText())
                .alarmActions(texts(properties.path("AlarmActions")))
                .okActions(texts(properties.path("OKActions")))
                .insufficientDataActions(texts(properties.path("InsufficientDataActions")))
                .build();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "the template has a schedule's Input or a plan that is " + StrictJson.explain(malformed));
        }
    }

    /** What a rule starts: a state machine, by its logical id. */
    @FunctionalInterface
    interface Target {
        void start(String logicalId, JsonNode input);
    }
}
