package io.pilotlight.simulator.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the policies allow that a template only names.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html">
 *     SAM policy templates</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">AWS managed policies for
 *     Lambda</a>
 */
final class PolicyTemplates {

    private static final List<String> WRITE_LOGS =
            List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");

    private static final Map<String, List<String>> SAM = Map.of(
            "AWSSecretsManagerGetSecretValuePolicy", List.of("secretsmanager:GetSecretValue"),
            "CloudWatchPutMetricPolicy", List.of("cloudwatch:PutMetricData"),
            "DynamoDBReadPolicy", List.of("dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query",
                    "dynamodb:BatchGetItem", "dynamodb:DescribeTable"),
            "DynamoDBWritePolicy", List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"),
            "DynamoDBCrudPolicy", List.of("dynamodb:GetItem", "dynamodb:DeleteItem", "dynamodb:PutItem",
                    "dynamodb:Scan", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem",
                    "dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:ConditionCheckItem"),
            "SNSPublishMessagePolicy", List.of("sns:Publish"),
            "SSMParameterReadPolicy", List.of("ssm:DescribeParameters", "ssm:GetParameters", "ssm:GetParameter",
                    "ssm:GetParametersByPath"),
            "StepFunctionsExecutionPolicy", List.of("states:StartExecution"),
            "LambdaInvokePolicy", List.of("lambda:InvokeFunction"));

    private static final Map<String, List<String>> MANAGED = Map.of(
            "AWSLambdaBasicExecutionRole", WRITE_LOGS,
            "AWSXRayDaemonWriteAccess", List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords",
                    "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries"));

    private PolicyTemplates() {}

    /** @throws IllegalArgumentException where the template is not known here */
    static List<String> sam(String function, String name) {
        return Optional.ofNullable(SAM.get(name)).orElseThrow(() -> unknown(function, name));
    }

    /** @throws IllegalArgumentException where the policy is not known here */
    static List<String> managed(String function, String nameOrArn) {
        String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        return Optional.ofNullable(MANAGED.get(name)).orElseThrow(() -> unknown(function, name));
    }

    private static IllegalArgumentException unknown(String function, String name) {
        return new IllegalArgumentException(
                "%s: the policy '%s' is not known here; write its statements out".formatted(function, name));
    }
}
