package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.LeaseLostException;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.StepHandler;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What a recovery has started may live on after it was stopped, as the child of a stopped execution does. None of its
 * steps changes anything once another recovery has taken over, or once it has ended itself.
 */
class OvertakenRecoveryTest {

    private static final Pattern LOOKS = Pattern.compile("[a-z0-9-]+:(Describe|Get|List|BatchGet).*");
    private static final Set<String> OF_EVERY_FUNCTION = Set.of(
            "cloudwatch:PutMetricData", "logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTraceSegments",
            "xray:PutTelemetryRecords");
    /** It makes the epoch that the others are held to. */
    private static final String MAKES_THE_EPOCH = "AcquireLeaseFunction";
    /** It removes what no later incident adopts, beside it; {@code RemovePreparedHandlerTest} holds it. */
    private static final String REMOVES_ITS_OWN = "RemovePreparedFunction";
    /** The old site is fenced, and that is recorded, hours after a recovery has ended. */
    private static final Set<String> ACT_AFTER_THE_END = Set.of("FenceSiteFunction", "RecordActiveSiteFunction");
    /** Giving back a lease that is given back changes nothing, and is no error: the call may have been lost. */
    private static final String GIVES_BACK = "ReleaseLeaseFunction";

    private static final Set<String> RECOVERY =
            Set.of("statemachine/failover.asl.json", "statemachine/activate.asl.json");

    private static final StackTemplate TEMPLATE = new StackTemplate();

    private final StepCloud cloud = new StepCloud();

    /** Returns the functions of a recovery whose roles let them change something. */
    static SortedSet<String> steps() {
        SortedSet<String> steps = new TreeSet<>();
        StateMachineFile.all().stream().filter(machine -> RECOVERY.contains(machine.name()))
                .forEach(machine -> steps.addAll(machine.functions()));
        steps.removeIf(function -> TEMPLATE.actions(function).stream()
                .allMatch(action -> LOOKS.matcher(action).matches() || OF_EVERY_FUNCTION.contains(action)));
        steps.removeAll(Set.of(MAKES_THE_EPOCH, REMOVES_ITS_OWN));
        return steps;
    }

    static Stream<String> stepsThatEndWithIt() {
        return steps().stream().filter(step -> !ACT_AFTER_THE_END.contains(step) && !step.equals(GIVES_BACK));
    }

    @Test
    void isSaidOfEveryStepThatMayChangeSomething() {
        assertThat(steps()).contains("FenceSiteFunction", "RestoreDatabaseFunction", "ScaleServiceFunction",
                "SwitchTrafficFunction", "RecordActiveSiteFunction");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void changesNothingOnceAnotherHasTakenOver(String function) {
        ObjectNode input = input(function);
        recorded(input).held(epoch(input) + 1);

        changesNothing(function, input);
    }

    @ParameterizedTest
    @MethodSource("stepsThatEndWithIt")
    void changesNothingOnceItHasEnded(String function) {
        ObjectNode input = input(function);
        recorded(input).ended(epoch(input), SiteName.PRIMARY);

        changesNothing(function, input);
    }

    private void changesNothing(String function, ObjectNode input) {
        RecoveryState before = recorded(input).read();
        JsonNode[] result = new JsonNode[1];
        Throwable failure = catchThrowable(() -> result[0] = take(function, input));

        if (failure == null) {
            assertThat(result[0].path("status").asText()).as("the result of %s", function).isEqualTo("REFUSED");
        } else {
            assertThat(failure).isInstanceOf(LeaseLostException.class).hasMessageContaining("changed nothing");
        }
        assertThat(recorded(input).read()).as("what is recorded after %s", function).isEqualTo(before);
        assertThat(cloud.changes()).as("what %s asked of AWS", function).allSatisfy(asked ->
                assertThat(asked).asInstanceOf(type(UpdateItemRequest.class))
                        .extracting(UpdateItemRequest::conditionExpression).asString().contains("epoch = :epoch"));
    }

    private static ObjectNode input(String function) {
        ObjectNode input = (ObjectNode) Repository.json("events/" + EventsTest.file(function));
        recovery(input).put("table", StepCloud.STATE_TABLE);
        return input;
    }

    private static ObjectNode recovery(ObjectNode input) {
        return input.has("recovery") ? (ObjectNode) input.path("recovery") : input;
    }

    private static long epoch(ObjectNode input) {
        return recovery(input).required("epoch").longValue();
    }

    private RecordedState recorded(ObjectNode input) {
        return cloud.recorded(recovery(input).required("application").textValue());
    }

    @SuppressWarnings("unchecked")
    private JsonNode take(String function, ObjectNode input) throws Exception {
        FunctionClass of = FunctionClass.of(TEMPLATE.properties(StackTemplate.FUNCTION).get(function));
        Object step = cloud.handler(of.handler());
        Object value = StrictJson.mapper().readValue(input.toString(), of.inputType());
        return StrictJson.mapper().valueToTree(cloud.take(() -> ((StepHandler<Object, ?>) step).take(value)));
    }
}
