package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

    private static void refuses(String machine, String... named) {
        assertThatThrownBy(() -> StateMachineDefinition.parse(Bench.json(machine)))
                .isInstanceOf(InvalidStateMachineException.class)
                .hasMessageContainingAll(named);
    }

    private static String machine(String states) {
        return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {%s}}".formatted(states);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Type": "Pass", "InputPath": "$", "End": true                              | InputPath
            "Type": "Pass", "Result": 1, "End": true                                   | Result
            "Type": "Pass", "TimeoutSeconds": 1, "End": true                           | TimeoutSeconds
            "Type": "Pass", "Retry": [{"ErrorEquals": ["x"]}], "End": true             | Retry
            "Type": "Pass", "QueryLanguage": "JSONPath", "End": true                   | QueryLanguage
            "Type": "Pass"                                                             | Next
            "Type": "Pass", "Next": "A", "End": true                                   | Next
            "Type": "Dance", "End": true                                               | Type
            "Type": "Succeed", "End": true                                             | End
            "Type": "Wait", "End": true                                                | Seconds
            "Type": "Wait", "Seconds": 1, "Timestamp": "x", "End": true                | Timestamp
            "Type": "Choice", "Default": "A"                                           | Choices
            "Type": "Pass", "Output": "{% 1 +", "End": true                            | Output
            "Type": "Pass", "Output": "{% 1 + %}", "End": true                         | Output
            "Type": "Pass", "Output": {"a": [{"b": "{% ( %}"}]}, "End": true           | Output/a/0/b
            "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:rds:x", "End": true  | Resource
            "Type": "Map", "Items": [], "End": true                                    | ItemProcessor
            "Type": "Parallel", "End": true                                            | Branches""")
    void refusesAStateAndNamesItsField(String state, String field) {
        refuses(machine("\"A\": {%s}".formatted(state)), "state 'A'", "'" + field + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"FunctionName": "F", "Qualifier": "x"}  | Qualifier
            {"Payload": {}}                          | FunctionName""")
    void refusesArgumentsThatAnIntegrationDoesNotTakeOrNeeds(String arguments, String name) {
        refuses(machine("""
                "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": %s, "End": true}"""
                .formatted(arguments)), "state 'A'", "'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Retry": [{"ErrorEquals": ["States.ALL", "x"]}]                             | ErrorEquals
            "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["x"]}]          | ErrorEquals
            "Retry": [{"ErrorEquals": ["x"], "JitterStrategy": "SOME"}]                 | JitterStrategy
            "Retry": [{"ErrorEquals": ["x"], "BackoffRate": 0.5}]                       | BackoffRate
            "Retry": [{"MaxAttempts": 1}]                                               | ErrorEquals
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$", "Next": "A"}]  | ResultPath
            "Catch": [{"ErrorEquals": ["x"]}]                                           | Next
            "HeartbeatSeconds": 5                                                       | HeartbeatSeconds""")
    void refusesAPolicyAndNamesItsField(String policy, String field) {
        refuses(machine("""
                "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "F"},
                    %s, "End": true}""".formatted(policy)), "state 'A'", "'" + field + "'");
    }

    @Test
    void refusesJsonPathAndAMachineThatDoesNotSayWhatItSpeaks() {
        refuses("{\"QueryLanguage\": \"JSONPath\", \"StartAt\": \"A\", \"States\": {}}", "QueryLanguage");
        refuses("{\"StartAt\": \"A\", \"States\": {}}", "QueryLanguage");
    }

    @Test
    void refusesStatesThatDoNotHangTogether() {
        refuses(machine("\"B\": {\"Type\": \"Succeed\"}"), "StartAt", "'A'");
        refuses(machine("\"A\": {\"Type\": \"Pass\", \"Next\": \"Z\"}"), "state 'A'", "'Z'");
        refuses(machine("\"A\": {\"Type\": \"Succeed\"}, \"B\": {\"Type\": \"Succeed\"}"), "nothing leads", "'B'");
        refuses(machine("""
                "A": {"Type": "Parallel", "End": true,
                    "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]}"""),
                "two states", "'A'");
    }

    @Test
    void refusesAFileWhoseSubstitutionHasNoValue(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("m.asl.json"), machine("""
                "A": {"Type": "Pass", "Output": "${Table}", "End": true}"""));

        assertThatThrownBy(() -> StateMachineDefinition.read(file, Map.of("Topic", "t")))
                .hasMessageContainingAll("m.asl.json", "'Table'", "Topic");
        StateMachineDefinition.read(file, Map.of("Table", "t"));
    }
}
