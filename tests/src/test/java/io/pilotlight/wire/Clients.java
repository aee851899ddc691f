package io.pilotlight.wire;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The test's own clients of the emulated AWS, for one Region. */
record Clients(
        String region,
        ApplicationAutoScalingClient scaling,
        CloudWatchClient cloudWatch,
        DynamoDbClient dynamo,
        EcrClient images,
        EcsClient ecs,
        ElasticLoadBalancingV2Client loadBalancing,
        KmsClient kms,
        RdsClient rds,
        Route53Client route53,
        S3Client s3,
        SecretsManagerClient secrets,
        SnsClient topics,
        SsmClient ssm,
        SfnClient stepFunctions) {

    static Clients of(URI aws, String region) {
        return new Clients(
                region,
                build(ApplicationAutoScalingClient.builder(), aws, region),
                build(CloudWatchClient.builder(), aws, region),
                build(DynamoDbClient.builder(), aws, region),
                build(EcrClient.builder(), aws, region),
                build(EcsClient.builder(), aws, region),
                build(ElasticLoadBalancingV2Client.builder(), aws, region),
                build(KmsClient.builder(), aws, region),
                build(RdsClient.builder(), aws, region),
                build(Route53Client.builder(), aws, region),
                build(S3Client.builder(), aws, region),
                build(SecretsManagerClient.builder(), aws, region),
                build(SnsClient.builder(), aws, region),
                build(SsmClient.builder(), aws, region),
                build(SfnClient.builder(), aws, region));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, URI aws, String region) {
        return builder
                .region(Region.of(region))
                .endpointOverride(aws)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
