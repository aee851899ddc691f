package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.Arns;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/**
 * Builds a site of the visitor counter in a Region, as its own infrastructure would: groups, key, load balancer, and of
 * each part a secret and a service at the given size.
 *
 * @param dnsName the load balancer's DNS name
 * @param hostedZoneId the load balancer's hosted zone
 * @param secretArns the secret of each part
 */
record SiteSetup(String dnsName, String hostedZoneId, String targetGroupArn, Map<Part, String> secretArns) {

    static final String LOAD_BALANCER = "visitor-counter";
    static final String DATABASE = "visitor-db";
    static final String SUBNET_GROUP = "visitor-counter-database";
    static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f60718";
    static final String RESTORE_TEST_SUBNET_GROUP = "visitor-counter-restore-test";
    static final String RESTORE_TEST_SECURITY_GROUP = "sg-0b1c2d3e4f5a69788";
    static final String PARAMETER_GROUP = "visitor-counter-mysql8";
    static final String OPTION_GROUP = "visitor-counter-options";
    static final String ENDPOINT_PARAMETER = "/visitor-counter/database/endpoint";
    static final String SECRET = "visitor-counter/database";
    static final String CLUSTER = "visitor-counter";
    static final String SERVICE = "web";
    static final String SUBNET = "subnet-0a1b2c3d4e5f60718";
    static final String OTHER_SUBNET = "subnet-0b2c3d4e5f6071829";
    static final String INSTANCE_CLASS = "db.t3.micro";
    static final String OTHER_INSTANCE_CLASS = "db.t3.small";
    static final int PORT = 3306;
    static final int TASKS = 2;
    static final int MOST_TASKS = 4;
    private static final String VPC = "vpc-visitor-counter";
    private static final String RESTORE_TEST_VPC = "vpc-restore-test";

    static String keyArn(String region) {
        return Arns.of("kms", region, "key/visitor-counter");
    }

    /** @param passwords of the parts that there are, by each */
    static SiteSetup build(RegionOfCloud region, ApplicationShape shape, Map<Part, String> passwords, int tasks) {
        groups(region, shape);
        region.ecs().createCluster(request -> request.clusterName(CLUSTER));
        Map<Part, String> secretArns = new EnumMap<>(Part.class);
        passwords.forEach((part, password) -> secretArns.put(part, region.secrets().addSecret(
                part.secret(), shape.secret(password, ""))));
        LoadBalancer loadBalancer = region.loadBalancing()
                .createLoadBalancer(request -> request.name(LOAD_BALANCER).ipAddressType(IpAddressType.DUALSTACK)).loadBalancers().getFirst();
        String targetGroup = region.loadBalancing().createTargetGroup(request -> request
                        .name("visitor-counter").port(port(shape)).protocol(ProtocolEnum.HTTP).healthCheckPath(shape.checkPath()))
                .targetGroups().getFirst().targetGroupArn();
        region.loadBalancing().createListener(request -> request
                .loadBalancerArn(loadBalancer.loadBalancerArn())
                .defaultActions(action -> action.targetGroupArn(targetGroup)));
        new EnumMap<>(passwords).forEach((part, password) -> {
            if (tasks > 0) {
                startDatabase(region, shape, part, password);
            }
            service(region, shape, part, secretArns.get(part), targetGroup, tasks);
        });
        return new SiteSetup(loadBalancer.dnsName(), loadBalancer.canonicalHostedZoneId(), targetGroup, secretArns);
    }

    private static void groups(RegionOfCloud region, ApplicationShape shape) {
        region.rds().groups().enableKey(keyArn(region.name()));
        region.rds().groups().addSubnetGroup(SUBNET_GROUP, VPC);
        region.rds().groups().addSecurityGroup(SECURITY_GROUP, VPC);
        region.rds().groups().addSubnetGroup(RESTORE_TEST_SUBNET_GROUP, RESTORE_TEST_VPC);
        region.rds().groups().addSecurityGroup(RESTORE_TEST_SECURITY_GROUP, RESTORE_TEST_VPC);
        if (!shape.isAsItIs()) {
            region.rds().groups().addParameterGroup(PARAMETER_GROUP);
            region.rds().groups().addOptionGroup(OPTION_GROUP);
        }
    }

    private static void startDatabase(RegionOfCloud region, ApplicationShape shape, Part part, String password) {
        CreateDbInstanceRequest.Builder asked = CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(part.instance())
                .dbInstanceClass(INSTANCE_CLASS)
                .storageType("gp2")
                .engine("mysql")
                .masterUsername("admin")
                .masterUserPassword(password)
                .backupRetentionPeriod(7)
                // As docs/backups.md asks for, before the account of the restore test is made.
                .enableIAMDatabaseAuthentication(true)
                .dbSubnetGroupName(SUBNET_GROUP)
                .vpcSecurityGroupIds(SECURITY_GROUP)
                .port(PORT)
                .publiclyAccessible(false);
        String endpoint = region.rds()
                .addInstance((shape.isAsItIs() ? asked : guarded(asked, region.name())).build()).endpoint().address();
        shape.publish(region, part, endpoint);
    }

    private static CreateDbInstanceRequest.Builder guarded(CreateDbInstanceRequest.Builder asked, String region) {
        return asked.enableCloudwatchLogsExports("error")
                .engineLifecycleSupport("open-source-rds-extended-support-disabled")
                .dbParameterGroupName(PARAMETER_GROUP)
                .optionGroupName(OPTION_GROUP)
                .multiAZ(true)
                .deletionProtection(true)
                .storageEncrypted(true)
                .kmsKeyId(keyArn(region));
    }

    private static void service(
            RegionOfCloud region, ApplicationShape shape, Part part, String secretArn, String targetGroup, int tasks) {
        String name = part.service();
        region.images().push(part.image(region.name()));
        region.ecs().registerTaskDefinition(request -> (shape.isAsItIs() ? asItIs(request, region.name(), part, secretArn) : request
                .containerDefinitions(container -> container.name(name).image(part.image(region.name())))).family(name));
        region.ecs().createService(request -> (part.hasLoadBalancer() ? behind(targetGroup, shape, request) : request)
                .cluster(CLUSTER)
                .serviceName(name)
                .taskDefinition(name)
                .launchType(LaunchType.FARGATE)
                .desiredCount(tasks)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc
                        .subnets(SUBNET).securityGroups("sg-0d1e2f3a4b5c60718").assignPublicIp(shape.isAsItIs() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))));
        if (shape.isAsItIs()) {
            return;
        }
        region.scaling().registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/%s/%s".formatted(CLUSTER, name))
                .minCapacity(tasks)
                .maxCapacity(tasks == 0 ? 0 : MOST_TASKS));
    }

    private static int port(ApplicationShape shape) {
        return shape.isAsItIs() ? 80 : 8080;
    }

    private static CreateServiceRequest.Builder behind(
            String targetGroup, ApplicationShape shape, CreateServiceRequest.Builder request) {
        return request.healthCheckGracePeriodSeconds(shape.isAsItIs() ? null : 120).loadBalancers(balancer -> balancer
                .targetGroupArn(targetGroup).containerName(SERVICE).containerPort(port(shape)));
    }

    /** Without a task role; the secret is handed over whole, in one variable. */
    private static RegisterTaskDefinitionRequest.Builder asItIs(
            RegisterTaskDefinitionRequest.Builder request, String region, Part part, String secretArn) {
        return request
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .executionRoleArn(Arns.of("iam", "", "role/execution"))
                .containerDefinitions(container -> container
                        .name(part.service())
                        .image(part.image(region))
                        .portMappings(port -> port.containerPort(80))
                        .secrets(secret -> secret.name("DB_SECRET_JSON").valueFrom(secretArn))
                        .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS).options(Map.of(
                                "awslogs-group", "/ecs/" + part.service(),
                                "awslogs-region", region,
                                "awslogs-stream-prefix", "ecs"))));
    }
}
