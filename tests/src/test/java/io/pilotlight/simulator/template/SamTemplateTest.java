package io.pilotlight.simulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.states.StateMachineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamTemplateTest {

    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Stage: {Type: String, Default: prod}
              Count: {Type: Number, Default: 2}
              Groups: {Type: CommaDelimitedList}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsOther: !Not [!Condition IsProd]
            Globals:
              Function: {Timeout: 60, MemorySize: 1024}
            Resources:
              AFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: io.pilotlight.AHandler::handleRequest
                  Timeout: 10
                  EventInvokeConfig: {MaximumRetryAttempts: 0}
                  Policies:
                    - AWSLambdaBasicExecutionRole
                    - DynamoDBReadPolicy: {TableName: !Ref Table}
                    - Statement:
                        Effect: Allow
                        Action: [rds:Describe*, 'ecs:UpdateServic?']
                        Resource: '*'
                    - Statement:
                        - {Effect: Deny, Action: rds:DescribeEvents, Resource: '*'}
                    - !If
                      - IsProd
                      - Statement: [{Effect: Allow, Action: kms:Decrypt, Resource: '*'}]
                      - !Ref AWS::NoValue
              BFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: io.pilotlight.BHandler
                  Role: !GetAtt BRole.Arn
              BRole:
                Type: AWS::IAM::Role
                Properties:
                  Policies:
                    - PolicyDocument: {Statement: [{Effect: Allow, Action: s3:GetObject, Resource: '*'}]}
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: statemachine/m.asl.json
                  DefinitionSubstitutions:
                    AFunction: !GetAtt AFunction.Arn
                    Table: !Ref Table
                    Other: !Sub '${Other.Arn}'
              Alarm:
                Type: AWS::CloudWatch::Alarm
                Properties: {Threshold: 1.5, ActionsEnabled: true, AlarmActions: [!Ref Topic]}
            """;

    @TempDir
    private Path folder;

    private SamTemplate template;

    @BeforeEach
    void readTemplate() throws IOException {
        template = read(TEMPLATE);
    }

    private SamTemplate read(String yaml) throws IOException {
        return SamTemplate.read(Files.writeString(folder.resolve("template.yaml"), yaml));
    }

    @Test
    void readsFunctionsWithWhatGlobalsSay() {
        assertThat(template.functions().get("AFunction")).satisfies(function -> {
            assertThat(function.handlerClass()).isEqualTo("io.pilotlight.AHandler");
            assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(10));
            assertThat(function.memoryMegabytes()).isEqualTo(1024);
            assertThat(function.asynchronousRetries()).isZero();
        });
        assertThat(template.functions().get("BFunction").timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(template.functions().get("BFunction").asynchronousRetries()).isEqualTo(2);
    }

    @Test
    void readsStateMachinesWithWhatTheirSubstitutionsReferTo() {
        StateMachineResource machine = template.stateMachines().get("Machine");

        assertThat(machine.definition()).isEqualTo(folder.resolve("statemachine/m.asl.json"));
        assertThat(machine.substitutions())
                .isEqualTo(Map.of("AFunction", "AFunction", "Table", "Table", "Other", "Other"));
    }

    @Test
    void readsOtherResourcesAsTrees() {
        assertThat(template.resources("AWS::CloudWatch::Alarm").get("Alarm").path("Properties").toString())
                .isEqualTo("{\"Threshold\":1.5,\"ActionsEnabled\":true,\"AlarmActions\":[{\"Ref\":\"Topic\"}]}");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> read("A: 1\nB: 2\nA: 3\n")).hasMessageContainingAll("A", "3");
    }

    @Test
    void worksOutIntrinsicFunctions() {
        Intrinsics intrinsics = template.with(Map.of(
                "Groups", "sg-1, sg-2", "AWS::Region", "eu-central-1", "Table.Arn", "arn:table"));

        assertThat(intrinsics.holds("IsProd")).isTrue();
        assertThat(intrinsics.holds("IsOther")).isFalse();
        assertThat(intrinsics.resolve(TemplateYaml.read("""
                a: !Sub '${Stage}-${AWS::Region}-${Table.Arn}-${!Kept}-${Count}'
                b: !Sub ['["${All}"]', {All: !Join ['","', !Ref Groups]}]
                c: !If [IsOther, 1, !GetAtt Table.Arn]
                d: [!If [IsOther, 1, !Ref AWS::NoValue], 2]
                e: !Ref AWS::NoValue
                f: !Ref Groups
                g: !Join ['-', !Split ['.', '8.4']]
                h: !Select [1, !GetAZs '']
                """, "test")).toString()).isEqualTo("""
                {"a":"prod-eu-central-1-arn:table-${Kept}-2","b":"[\\"sg-1\\",\\"sg-2\\"]","c":"arn:table","d":[2],\
                "f":["sg-1","sg-2"],"g":"8-4","h":"eu-central-1b"}""");
        assertThatThrownBy(() -> intrinsics.resolve(TemplateYaml.read("!Ref Missing", "test")))
                .hasMessageContaining("'Missing'");
    }

    @Test
    void readsTheProjectsOwnTemplateAndEveryStateMachineInIt() throws IOException {
        SamTemplate own = SamTemplate.read(Path.of(System.getProperty("pilotlight.root")).resolve("template.yaml"));

        assertThat(own.functions()).isNotEmpty().allSatisfy((id, function) ->
                assertThat(function.handlerClass()).startsWith("io.pilotlight."));
        assertThat(own.stateMachines()).isNotEmpty();
        List<String> declared = Stream.of("Resources", "Parameters")
                .flatMap(section -> own.tree().path(section).propertyStream())
                .map(Map.Entry::getKey)
                .toList();
        for (StateMachineResource machine : own.stateMachines().values()) {
            assertThat(declared).containsAll(machine.substitutions().values());
            assertThat(StateMachineDefinition.read(machine.definition(), machine.substitutions())).isNotNull();
        }
    }
}
