package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machines and the template that deploys them fit each other. */
class StateMachinesTest {

    /**
     * They only look, or wait for what starts without them; restores, fences and backups stop nothing of each other.
     */
    private static final Set<String> MAPS_WHOSE_FIRST_FAILURE_ENDS_THE_OTHERS = Set.of(
            "ChooseRecoveryPoints", "ScaleServices", "CheckApplications", "CheckAnswers", "CheckPublicNames");

    private final StackTemplate template = new StackTemplate();

    static Collection<StateMachineFile> all() {
        return StateMachineFile.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isGivenEverySubstitutionThatItNamesAndNoOther(StateMachineFile machine) {
        Set<String> given = machine.resource(template).getValue().path("DefinitionSubstitutions").propertyStream()
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());

        assertThat(given).as("DefinitionSubstitutions in template.yaml, and the names in ${} in %s", machine)
                .isEqualTo(machine.substitutions());
    }

    @ParameterizedTest
    @MethodSource("all")
    void invokesFunctionsOfTheTemplateUnderTheirOwnNames(StateMachineFile machine) {
        JsonNode substitutions = machine.resource(template).getValue().path("DefinitionSubstitutions");

        assertThat(machine.functions()).isNotEmpty().allSatisfy(function -> {
            assertThat(template.resource(function).path("Type").asText()).as(function).isEqualTo(StackTemplate.FUNCTION);
            assertThat(substitutions.path(function).path("Fn::GetAtt")).as("the substitution %s of %s", function, machine)
                    .extracting(JsonNode::asText)
                    .containsExactly(function, "Arn");
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void mayInvokeTheFunctionsThatItInvokesAndNoOther(StateMachineFile machine) {
        SortedSet<String> allowed = new TreeSet<>();
        template.statements(machine.resource(template).getKey()).stream()
                .filter(statement -> StackTemplate.actionsOf(statement).contains("lambda:InvokeFunction"))
                .flatMap(statement -> statement.path("Resource").valueStream())
                .forEach(resource -> allowed.add(resource.path("Fn::GetAtt").path(0).asText()));

        assertThat(allowed).as("functions that template.yaml lets %s invoke, and those that it does invoke", machine)
                .isEqualTo(machine.functions());
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesOnlyErrorsThatTheFunctionsCanThrow(StateMachineFile machine) {
        assertThat(machine.ownErrors()).isNotEmpty().allSatisfy(error ->
                assertThat(Class.forName(error)).isAssignableTo(Throwable.class));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatItIsForAndEndsByItself(StateMachineFile machine) {
        assertThat(machine.definition().path("Comment").asText()).isNotBlank();
        assertThat(machine.definition().path("TimeoutSeconds").asLong()).isPositive();
        assertThat(machine.definition().path("QueryLanguage").asText()).isEqualTo("JSONata");
    }

    @ParameterizedTest
    @MethodSource("all")
    void boundsAndCatchesEveryTask(StateMachineFile machine) {
        Set<String> caughtAtTheirMap = MAPS_WHOSE_FIRST_FAILURE_ENDS_THE_OTHERS.stream()
                .flatMap(map -> machine.inMap(map).stream())
                .collect(Collectors.toSet());
        assertThat(machine.tasks()).isNotEmpty().allSatisfy((name, task) -> {
            assertThat(task.has("TimeoutSeconds")).as("%s has a time-out", name).isTrue();
            if (!caughtAtTheirMap.contains(name)) {
                assertThat(errors(task.path("Catch"))).as("%s catches everything", name).contains("States.ALL");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void catchesAtTheMapWhatEndsItsOtherIterations(StateMachineFile machine) {
        assertThat(machine.states()).allSatisfy((name, state) -> {
            if (state.has("ItemProcessor")) {
                boolean mayEndTheOthers = MAPS_WHOSE_FIRST_FAILURE_ENDS_THE_OTHERS.contains(name);
                assertThat(state.path("ItemProcessor").toString().contains("\"Fail\"")).as("%s has a Fail state", name)
                        .isEqualTo(mayEndTheOthers && !name.equals("ChooseRecoveryPoints"));
                assertThat(!mayEndTheOthers || errors(state.path("Catch")).contains("States.ALL"))
                        .as("%s catches States.ALL", name).isTrue();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void retriesOnlyNamedErrorsAndWithJitter(StateMachineFile machine) {
        assertThat(machine.tasks()).allSatisfy((name, task) -> {
            assertThat(task.path("Retry")).as("%s retries", name).isNotEmpty();
            assertThat(errors(task.path("Retry"))).as("%s retries named errors", name)
                    .doesNotContain("States.ALL", "States.TaskFailed", "States.Permissions");
            assertThat(task.path("Retry")).as("%s retries with jitter", name).allSatisfy(retry -> {
                assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
                assertThat(retry.path("MaxAttempts").asInt()).isBetween(1, 20);
                assertThat(retry.path("MaxDelaySeconds").asInt()).isPositive();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void waitsForAFunctionAtLeastAsLongAsItMayRun(StateMachineFile machine) {
        int usual = template.functionGlobals().path("Timeout").asInt();
        assertThat(machine.tasks()).allSatisfy((name, task) -> {
            String function = task.path("Arguments").path("FunctionName").asText();
            if (!function.isEmpty()) {
                JsonNode resource = template.resource(function.substring(2, function.length() - 1));
                assertThat(task.path("TimeoutSeconds").asInt()).as("seconds that %s waits for %s", name, function)
                        .isGreaterThanOrEqualTo(resource.path("Properties").path("Timeout").asInt(usual));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void carriesNoNameOfAnybodysResources(StateMachineFile machine) {
        assertThat(machine.text()).doesNotContainPattern("arn:aws:(?!states:::)").doesNotContainPattern("\\d{12}");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isStandardTracedAndLogged(StateMachineFile machine) {
        JsonNode properties = machine.resource(template).getValue();

        assertThat(properties.path("Type").asText()).isEqualTo("STANDARD");
        assertThat(properties.path("Tracing").path("Enabled").asBoolean()).isTrue();
        assertThat(properties.path("Logging").path("Level").asText()).isEqualTo("ALL");
    }

    private static List<String> errors(JsonNode handlers) {
        return handlers.valueStream()
                .flatMap(handler -> handler.path("ErrorEquals").valueStream())
                .map(JsonNode::asText)
                .toList();
    }
}
