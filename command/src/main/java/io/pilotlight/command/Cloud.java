package io.pilotlight.command;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** AWS, as a person's credentials show it. */
final class Cloud {

    private final Regional<CloudFormationClient> cloudFormation = AwsClients.regional(CloudFormationClient::builder);
    private final Regional<SfnClient> stepFunctions = AwsClients.regional(SfnClient::builder);
    private final Regional<RdsClient> rds = AwsClients.regional(RdsClient::builder);

    /** @throws Unanswerable where there is no such stack */
    DeployedStack stack(String name, String region) {
        return DeployedStack.find(cloudFormation.in(region), name, region);
    }

    /** @throws Unanswerable where there is no such stack */
    Situation situation(String name, String region) {
        DeployedStack stack = stack(name, region);
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            return new SituationReader(stack,
                    AwsClients.regional(SsmClient::builder).in(region),
                    AwsClients.regional(DynamoDbClient::builder).in(region),
                    rds, stepFunctions.in(region),
                    AwsClients.regional(CloudWatchClient::builder).in(region), Clock.systemUTC(), beside).read();
        }
    }

    SfnClient stepFunctions(String region) {
        return stepFunctions.in(region);
    }
}
