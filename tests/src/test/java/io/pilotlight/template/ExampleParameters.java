package io.pilotlight.template;

import java.util.Map;
import java.util.TreeMap;

/** The stack parameters that make the plan of {@code events/plan.json}; what is not here has its default. */
final class ExampleParameters {

    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("ApplicationName", "visitor-counter"),
            Map.entry("PrimaryRegion", "eu-west-1"),
            Map.entry("DatabaseName", "visits"),
            Map.entry("PrimaryInstanceIdentifier", "visitor-db"),
            Map.entry("PrimaryInstanceClass", "db.t3.micro"),
            Map.entry("PrimarySubnetGroup", "visitor-counter-database"),
            Map.entry("PrimarySecurityGroupIds", "sg-0a1b2c3d4e5f60718"),
            Map.entry("PrimaryParameterGroup", "visitor-counter-mysql84"),
            Map.entry("PrimaryOptionGroup", "default:mysql-8-4"),
            Map.entry("PrimaryKmsKeyArn",
                    "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"),
            Map.entry("PrimaryPasswordSecretArn",
                    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:visitor-counter/database-a1B2c3"),
            Map.entry("PrimaryEndpointParameter", "/visitor-counter/database/endpoint"),
            Map.entry("StandbyInstanceIdentifier", "visitor-db"),
            Map.entry("StandbyInstanceClass", "db.t3.micro"),
            Map.entry("StandbySubnetGroup", "visitor-counter-database"),
            Map.entry("StandbySecurityGroupIds", "sg-0f1e2d3c4b5a69788"),
            Map.entry("StandbyParameterGroup", "visitor-counter-mysql84"),
            Map.entry("StandbyOptionGroup", "default:mysql-8-4"),
            Map.entry("StandbyKmsKeyArn",
                    "arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000"),
            Map.entry("StandbyPasswordSecretArn",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:visitor-counter/database-d4E5f6"),
            Map.entry("StandbyEndpointParameter", "/visitor-counter/database/endpoint"),
            Map.entry("RestoreTestSubnetGroup", "visitor-counter-restore-test"),
            Map.entry("RestoreTestSecurityGroupIds", "sg-0b1c2d3e4f5a69788"),
            Map.entry("RestoreTestFunctionSubnetIds", "subnet-0a1b2c3d4e5f60718"),
            Map.entry("RestoreTestFunctionSecurityGroupIds", "sg-0c1d2e3f4a5b69788"),
            Map.entry("DatabaseSchema", "visitors"),
            Map.entry("RestoreTestTables",
                    """
                    [{"table":"visits","minimumRows":1,"maximumRows":1000000000,"timestampColumn":"visited_at",\
                    "newestWithin":"PT1H","checksum":"REPORT"}]"""),
            Map.entry("ServiceName", "web"),
            Map.entry("TaskRoleArns", "arn:aws:iam::123456789012:role/visitor-counter-task"),
            Map.entry("CheckUrl", "https://counter.example.com/health"),
            Map.entry("CheckExpectations",
                    """
                    [{"type":"STATUS","code":200},{"type":"JSON","pointer":"/database","value":"ok"}]"""),
            Map.entry("PrimaryCluster", "visitor-counter"),
            Map.entry("PrimaryService", "visitor-counter"),
            Map.entry("PrimaryTargetGroupArn",
                    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/"
                            + "visitor-counter/6d0ecf831eec9f09"),
            Map.entry("PrimaryLoadBalancerDnsName", "visitor-counter-1234567890.eu-west-1.elb.amazonaws.com"),
            Map.entry("PrimaryLoadBalancerHostedZoneId", "Z32O12XQLNTSW2"),
            Map.entry("StandbyCluster", "visitor-counter"),
            Map.entry("StandbyService", "visitor-counter"),
            Map.entry("StandbyTargetGroupArn",
                    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/"
                            + "visitor-counter/943f017f100becff"),
            Map.entry("StandbyLoadBalancerDnsName", "visitor-counter-0987654321.eu-central-1.elb.amazonaws.com"),
            Map.entry("StandbyLoadBalancerHostedZoneId", "Z215JYRZR1TBD5"),
            Map.entry("PublicName", "counter.example.com"),
            Map.entry("PublicHostedZoneId", "Z0123456789ABCDEFGHIJ"));

    private ExampleParameters() {}

    /** Returns a value for each parameter of the template. */
    static Map<String, String> of(StackTemplate template) {
        Map<String, String> values = new TreeMap<>(GIVEN);
        template.parameters().properties().forEach(parameter -> {
            if (parameter.getValue().has("Default")) {
                values.putIfAbsent(parameter.getKey(), parameter.getValue().path("Default").asText());
            }
        });
        return values;
    }
}
