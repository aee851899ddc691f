package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a wrong resource or condition in the template's policies breaks the run, and that people can read why. */
class RolesTest {

    private static final Path ROOT = Path.of(System.getProperty("pilotlight.root"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subgrp:${StandbySubnetGroup}' | subgrp:another'                 | 1 | rds:RestoreDBInstanceFromDBSnapshot on resource: arn:aws:rds:eu-central-1:123456789012:subgrp:
            parameter${StandbyEndpointParameter}' | parameter/another'      | 1 | ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/
            service/${StandbyCluster}/${StandbyService}' | service/another' | 1 | ecs:DescribeServices on resource: arn:aws:ecs:eu-central-1:123456789012:service/
            GetSecretValue, Resource: [!Ref StandbyPasswordSecretArn, !Ref PrimaryPasswordSecretArn] | GetSecretValue, Resource: [!Ref PrimaryPasswordSecretArn] | 1 | secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-central-1:
            ec2:DescribeVpcAttribute, ec2:DescribeVpcs] | ec2:DescribeVpcAttribute] | 1 | ec2:DescribeVpcs on resource: *
            Actions: [UPSERT] | Actions: [CREATE]                           | 2 | route53:ChangeResourceRecordSets on resource: arn:aws:route53:::hostedzone/
            Resource: [!Ref ActivateStateMachine, !Ref ReconcileStateMachine] | Resource: [!Ref ReconcileStateMachine] | 1 | states:StartExecution on resource: arn:aws:states:eu-central-1:123456789012:stateMachine:pilot-light-activate
            ReadPlanFunction.Arn, !GetAtt AcquireLeaseFunction.Arn, !GetAtt Rel | AcquireLeaseFunction.Arn, !GetAtt AcquireLeaseFunction.Arn, !GetAtt Rel | 1 | lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:ReadPlanFunction
            """)
    void tellPeopleWhatAWrongPolicyDenies(String right, String wrong, long seed, String denied) throws IOException {
        List<RunResult.Notification> told = notifications(stack(right, wrong), seed);

        assertThat(told).anySatisfy(mail -> assertThat(mail.message()).contains("is not authorized to perform: " + denied));
    }

    private Stack stack(String right, String wrong) throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"));
        assertThat(template).contains(right);
        Files.writeString(folder.resolve("template.yaml"), template.replace(right, wrong));
        Path machines = Files.createDirectories(folder.resolve("statemachine"));
        try (Stream<Path> files = Files.list(ROOT.resolve("statemachine"))) {
            for (Path file : files.toList()) {
                Files.copy(file, machines.resolve(file.getFileName()));
            }
        }
        return Stack.read(folder, Deployment::physicalId);
    }

    private static List<RunResult.Notification> notifications(Stack stack, long seed) {
        try (InMemoryDatabaseEngine engine = new InMemoryDatabaseEngine();
                World world = new World(
                        new RunRequest("region-outage", seed, Optional.empty(), engine), stack, seed % 2 != 0)) {
            world.live(Life.SHORT.before(), Life.SHORT.visits());
            world.rehearse();
            world.disasters().darkenPrimary();
            world.settle(Life.SHORT.quiet(), Duration.ofHours(3));
            return new Measurement(world, stack).of(Scenario.REGION_OUTAGE, seed).notifications();
        }
    }
}
