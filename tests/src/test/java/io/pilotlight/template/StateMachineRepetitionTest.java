package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The state machines say each thing once. */
class StateMachineRepetitionTest {

    private static final int MOST_LINES = 3_590;

    /** The longest that may stand twice: an expression that puts the token of an answer into a text takes 68. */
    private static final int A_FEW_WORDS = 68;

    /** What a machine says where the step that words it fails: it can lean on nothing but itself. */
    private static final String WITHOUT_WORDS = "/WordNotice/Catch/Assign/mail/body";

    /** Room for what thirty databases and ten services say at once, whatever it is. */
    private static final String CUT_CAUSE = "$substring('' & $states.errorOutput.Cause, 0, 500)";

    /** Of what a task waits for that may last: where it has run out of time, it is not begun again. */
    private static final Pattern WAITS = Pattern.compile("\\.(waitForTaskToken|sync:2)$");

    /** A service is called by its own integration, or by that of the SDK, which names its errors otherwise. */
    private static final Pattern SERVICE = Pattern.compile("arn:aws:states:::((aws-sdk:)?[a-z]+):.*");

    /**
     * What an integration calls an error that the service's model does not name, such as throttling: the base class of the
     * service's errors in the SDK that the integration is made with.
     */
    private static final Map<String, String> UNNAMED = Map.of(
            "lambda", "Lambda.AWSLambdaException",
            "sns", "SNS.AmazonSNSException",
            "states", "StepFunctions.AWSStepFunctionsException",
            "aws-sdk:sfn", "Sfn.SfnException");

    private final Collection<StateMachineFile> machines = StateMachineFile.all();

    @Test
    void areShortEnoughToBeRead() {
        assertThat(machines.stream().mapToLong(machine -> machine.text().lines().count()).sum())
                .isLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void repeatNoExpressionBeyondAFewWords() {
        List<Repetition.Expression> expressions = Repetition.expressions(machines).stream()
                .filter(expression -> !expression.place().endsWith(WITHOUT_WORDS))
                .toList();

        assertThat(expressions).hasSizeGreaterThan(100);
        assertThat(Repetition.longerThan(A_FEW_WORDS, expressions)).isEmpty();
    }

    @Test
    void findARepetitionInsideLongerExpressions() {
        String piece = "$join($databases.(name & ' as ' & snapshotId), ', ') & '.'";

        assertThat(Repetition.longerThan(40, List.of(
                        new Repetition.Expression("a", "{% 'Done: ' & " + piece + " %}"),
                        new Repetition.Expression("b", "{% " + piece + " & $more %}"))))
                .containsExactly(Map.entry(" " + piece + " ", List.of("a", "b")));
    }

    @Test
    void sayInTheSameWordsThatANoticeHasNone() {
        List<String> bodies = Repetition.expressions(machines).stream()
                .filter(expression -> expression.place().endsWith(WITHOUT_WORDS))
                .map(expression -> expression.text().replace(" %}", ""))
                .sorted()
                .toList();

        assertThat(bodies).hasSizeGreaterThan(1).allMatch(body -> body.startsWith(bodies.getFirst()));
    }

    /** One that is not cut, or is cut later than the others, may fill a state on its own. */
    @Test
    void cutEveryCauseAtTheSameLength() {
        List<String> reading = Repetition.expressions(machines).stream()
                .map(Repetition.Expression::text)
                .filter(text -> text.contains("errorOutput.Cause") || text.contains("errorOutput %}"))
                .toList();

        assertThat(reading).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(text).contains(CUT_CAUSE));
    }

    /** A drift between two retriers of one service is a difference that nobody meant. */
    @Test
    void retryEachServiceInOneForm() {
        Map<String, Map<JsonNode, List<String>>> forms = new TreeMap<>();
        machines.forEach(machine -> machine.tasks().forEach((name, task) -> {
            forms.computeIfAbsent(service(task), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(form(task), _ -> new ArrayList<>())
                    .add(machine.name() + "/" + name);
        }));

        assertThat(forms).hasSizeGreaterThan(2)
                .allSatisfy((service, found) -> assertThat(found).as(service).hasSize(1));
    }

    /** Throttling is a name that no class of Step Functions, SNS or Lambda bears. */
    @Test
    void retryOfEachServiceAlsoWhatItsModelDoesNotName() {
        machines.forEach(machine -> machine.tasks().forEach((name, task) ->
                assertThat(names(form(task))).as(machine.name() + "/" + name)
                        .contains(UNNAMED.get(service(task)), "States.Timeout")
                        .noneMatch(error -> error.contains("Throttling"))));
    }

    private static String service(JsonNode task) {
        Matcher service = SERVICE.matcher(task.path("Resource").asText());
        assertThat(service.matches()).as(task.path("Resource").asText()).isTrue();
        return service.group(1);
    }

    /** A task may try some of its service's errors less often, and differ in nothing else; its Comment says why. */
    @Test
    void sayWhyATaskTriesSomeErrorsLessOften() {
        machines.forEach(machine -> machine.tasks().forEach((name, task) -> {
            JsonNode form = form(task);
            for (int index = 0; index < task.path("Retry").size() - 1; index++) {
                JsonNode fewer = task.path("Retry").get(index);
                ObjectNode otherwise = form.deepCopy();
                otherwise.set("ErrorEquals", fewer.path("ErrorEquals"));
                otherwise.set("MaxAttempts", fewer.path("MaxAttempts"));
                assertThat(fewer).as(name).isEqualTo(otherwise);
                assertThat(names(form)).as(name).containsAll(names(fewer));
                assertThat(fewer.path("MaxAttempts").asInt()).as(name).isLessThan(form.path("MaxAttempts").asInt());
                assertThat(task.path("Comment").asText()).as(name).isNotBlank();
            }
        }));
    }

    /** Returns a task's last retrier, with the time-out that one which waits leaves out. */
    private static JsonNode form(JsonNode task) {
        JsonNode last = task.path("Retry").path(task.path("Retry").size() - 1);
        if (!WAITS.matcher(task.path("Resource").asText()).find()) {
            return last;
        }
        assertThat(names(last)).doesNotContain("States.Timeout");
        ObjectNode copy = last.deepCopy();
        copy.withArray("ErrorEquals").add("States.Timeout");
        return copy;
    }

    private static Set<String> names(JsonNode retrier) {
        Set<String> names = new TreeSet<>();
        retrier.path("ErrorEquals").forEach(name -> names.add(name.asText()));
        return names;
    }
}
