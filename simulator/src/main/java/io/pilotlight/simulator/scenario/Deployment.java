package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.Arns;
import java.util.HashMap;
import java.util.Map;

/** The stack's parameters, as a person would give them for the two sites. */
record Deployment(
        SiteSetup primary,
        SiteSetup standby,
        boolean movesTrafficByHealthCheck,
        Alternatives alternatives,
        SitePasswords passwords,
        ApplicationShape shape) {

    static final String PRIMARY_REGION = "eu-west-1";
    static final String STANDBY_REGION = "eu-central-1";
    static final String PRIMARY_ALARM = "PrimaryUnhealthyAlarm";
    static final String PRIMARY_ALARM_ARN = Arns.of("cloudwatch", STANDBY_REGION, "alarm:" + PRIMARY_ALARM);
    static final String PAGE_CHECK = "aaaaaaaa-1234-5678-abcd-1a2b3c4d5e6f";
    static final String BACKUP_BUCKET = "pilot-light-backups-%s-%s".formatted(Arns.ACCOUNT, STANDBY_REGION);
    private static final String STACK = "pilot-light";
    private static final String APPLICATION = "visitor-counter";
    static final String TOPIC_KEY_ARN = Arns.of("kms", STANDBY_REGION, "key/notifications");
    static final String TOPIC_ARN = Arns.of("sns", STANDBY_REGION, World.TOPIC);

    /** Returns what a logical id or a parameter of the template stands for in a run; most stand for themselves. */
    static String physicalId(String logicalId) {
        return switch (logicalId) {
            case "NotificationTopic" -> TOPIC_ARN;
            case "PlanParameter" -> World.PLAN_PARAMETER;
            case "ApplicationName" -> APPLICATION;
            case "ActivateStateMachine" -> Arns.of("states", STANDBY_REGION, "stateMachine:%s-activate".formatted(STACK));
            case "StandbyActiveHealthCheck" -> PublicName.HEALTH_CHECK;
            default -> logicalId;
        };
    }

    StackDeployment of(Stack stack) {
        Map<String, String> values = new HashMap<>();
        values.put("AWS::Region", STANDBY_REGION);
        values.put("AWS::AccountId", Arns.ACCOUNT);
        values.put("AWS::Partition", "aws");
        values.put("AWS::StackName", STACK);
        values.put("NotificationTopic", TOPIC_ARN);
        values.put("StateTable", World.STATE_TABLE);
        values.put("PlanParameter", World.PLAN_PARAMETER);
        values.put("DeadLetterQueue.Arn", Arns.of("sqs", STANDBY_REGION, "dead-letters"));
        values.put("PrimaryUnhealthyAlarm.Arn", PRIMARY_ALARM_ARN);
        values.put("PrimaryUnhealthyAlarm", PRIMARY_ALARM);
        values.put("ApplicationName", APPLICATION);
        values.put("PrimaryRegion", PRIMARY_REGION);
        values.put("DatabaseName", Part.VISITS.database());
        values.put("DatabasePasswordField", shape.passwordField());
        values.put("DatabaseHostField", shape.hostField());
        values.put("RestoreTestSubnetGroup", SiteSetup.RESTORE_TEST_SUBNET_GROUP);
        values.put("RestoreTestSecurityGroupIds", SiteSetup.RESTORE_TEST_SECURITY_GROUP);
        values.put("DatabaseSchema", "visitor-counter");
        values.put("RestoreTestTables", "[{\"table\":\"visitors\",\"minimumRows\":1,\"maximumRows\":1000000,"
                + "\"timestampColumn\":\"visit_time\",\"newestWithin\":\"PT1H\",\"checksum\":\"REPORT\"}]");
        values.put("ServiceName", Part.VISITS.service());
        values.put("TaskRoleArns", Arns.of("iam", "", shape.isAsItIs() ? "role/execution" : "role/task"));
        values.put("CheckUrl", "%s://%s%s".formatted(shape.isAsItIs() ? "http" : "https", PublicName.NAME, shape.checkPath()));
        values.put("CheckExpectations", shape.expectations());
        values.put("DesiredCount", Integer.toString(shape.tasks()));
        values.put("MinimumCapacity", Integer.toString(shape.tasks()));
        values.put("CheckHealthCheckId", PAGE_CHECK);
        values.put("PublicName", PublicName.NAME);
        values.put("PublicHostedZoneId", PublicName.ZONE);
        values.put("StandbyActiveHealthCheck", PublicName.HEALTH_CHECK);
        values.put("TrafficMode", movesTrafficByHealthCheck ? "HEALTH_CHECK" : "RECORD");
        site(values, "Primary", PRIMARY_REGION, primary);
        site(values, "Standby", STANDBY_REGION, standby);
        values.put("SitesSharePassword", Boolean.toString(passwords != SitePasswords.OWN));
        values.put("StandbyInstanceAlternatives", alternatives.instances());
        values.put("StandbyServiceAlternatives", alternatives.tasks(shape.tasks()));
        values.put("NotificationKey.Arn", TOPIC_KEY_ARN);
        values.put("AWS::URLSuffix", "amazonaws.com");
        values.put("StateTable.Arn", Arns.of("dynamodb", STANDBY_REGION, "table/" + World.STATE_TABLE));
        values.put("BackupBucket", BACKUP_BUCKET);
        values.put("BackupBucket.Arn", "arn:aws:s3:::" + BACKUP_BUCKET);
        stack.functions().keySet().forEach(
                id -> values.put(id + ".Arn", Arns.of("lambda", STANDBY_REGION, "function:" + id)));
        stack.machines().keySet().forEach(id -> {
            String name = machineName(id, stack);
            values.put(id, Arns.of("states", STANDBY_REGION, "stateMachine:" + name));
            values.put(id + ".Name", name);
        });
        return new StackDeployment(stack, stack.template().with(values), shape.parts().stream()
                .filter(part -> part != Part.VISITS)
                .map(part -> new PartDeployment(part, stack.template().with(named(part, values))))
                .toList());
    }

    /** Returns the stack's parameters as they would be if that part were the one that the template has parameters for. */
    private Map<String, String> named(Part part, Map<String, String> values) {
        Map<String, String> named = new HashMap<>(values);
        named.put("DatabaseName", part.database());
        named.put("ServiceName", part.service());
        Map.of("Primary", primary, "Standby", standby).forEach((name, site) -> {
            named.put(name + "InstanceIdentifier", part.instance());
            named.put(name + "PasswordSecretArn", site.secretArns().get(part));
            named.put(name + "EndpointParameter", shape.endpointParameter(part));
            named.put(name + "Service", part.service());
        });
        return named;
    }

    /** Returns the name that the template gives a state machine; it begins with the stack's. */
    static String machineName(String logicalId, Stack stack) {
        return stack.template().stateMachines().get(logicalId).properties().at("/Name/Fn::Sub").asText()
                .replace("${AWS::StackName}", STACK);
    }

    private void site(Map<String, String> values, String name, String region, SiteSetup site) {
        values.put(name + "InstanceIdentifier", SiteSetup.DATABASE);
        values.put(name + "InstanceClass", SiteSetup.INSTANCE_CLASS);
        values.put(name + "SubnetGroup", SiteSetup.SUBNET_GROUP);
        values.put(name + "SecurityGroupIds", SiteSetup.SECURITY_GROUP);
        values.put(name + "ParameterGroup", shape.parameterGroup());
        values.put(name + "OptionGroup", shape.optionGroup());
        values.put(name + "KmsKeyArn", shape.isAsItIs() && region.equals(PRIMARY_REGION) ? "" : SiteSetup.keyArn(region));
        values.put("PrimaryMultiAz", Boolean.toString(!shape.isAsItIs()));
        values.put("PrimaryDeletionProtection", Boolean.toString(!shape.isAsItIs()));
        values.put(name + "PasswordSecretArn", site.secretArns().get(Part.VISITS));
        values.put(name + "EndpointParameter", shape.endpointParameter(Part.VISITS));
        values.put(name + "Cluster", SiteSetup.CLUSTER);
        values.put(name + "Service", SiteSetup.SERVICE);
        values.put(name + "TargetGroupArn", site.targetGroupArn());
        values.put(name + "LoadBalancerDnsName", site.dnsName());
        values.put(name + "LoadBalancerHostedZoneId", site.hostedZoneId());
    }
}
