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
import org.junit.jupiter.api.Test;

/** The state machines say each thing once. */
class StateMachineRepetitionTest {

    private static final int MOST_LINES = 2_600;

    /** The longest that may stand twice: an expression that cuts a cause off takes 56. */
    private static final int A_FEW_WORDS = 60;

    /** What a machine says where the step that words it fails: it can lean on nothing but itself. */
    private static final String WITHOUT_WORDS = "/WordNotice/Catch/Assign/mail/body";

    /** Room for what thirty databases and ten services say at once, whatever it is. */
    private static final String CUT_CAUSE = "$substring('' & $states.errorOutput.Cause, 0, 500)";

    private static final String WAITS_FOR_A_PERSON = ".waitForTaskToken";

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
            String service = task.path("Resource").asText().replace(WAITS_FOR_A_PERSON, "");
            forms.computeIfAbsent(service, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(form(task), _ -> new ArrayList<>())
                    .add(machine.name() + "/" + name);
        }));

        assertThat(forms).hasSizeGreaterThan(2)
                .allSatisfy((service, found) -> assertThat(found).as(service).hasSize(1));
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

    /** Returns a task's last retrier; a task that waits for a person does not ask twice where nobody has answered. */
    private static JsonNode form(JsonNode task) {
        JsonNode last = task.path("Retry").path(task.path("Retry").size() - 1);
        if (!task.path("Resource").asText().endsWith(WAITS_FOR_A_PERSON)) {
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
