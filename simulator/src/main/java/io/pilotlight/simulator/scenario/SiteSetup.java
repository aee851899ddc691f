package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.Arns;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Builds a site of the visitor counter in a Region, as its own infrastructure would: groups, key, secret, load
 * balancer, and a service at the given size.
 *
 * @param dnsName the load balancer's DNS name
 * @param hostedZoneId the load balancer's hosted zone
 */
record SiteSetup(String dnsName, String hostedZoneId, String targetGroupArn, String secretArn) {

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

    static SiteSetup build(RegionOfCloud region, String password, int tasks) {
        groups(region);
        String secretArn = region.secrets()
                .addSecret(SECRET, "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(password));
        LoadBalancer loadBalancer = region.loadBalancing()
                .createLoadBalancer(request -> request.name(LOAD_BALANCER)).loadBalancers().getFirst();
        String targetGroup = region.loadBalancing().createTargetGroup(request -> request
                        .name("visitor-counter").port(8080).protocol(ProtocolEnum.HTTP).healthCheckPath("/health"))
                .targetGroups().getFirst().targetGroupArn();
        region.loadBalancing().createListener(request -> request
                .loadBalancerArn(loadBalancer.loadBalancerArn())
                .defaultActions(action -> action.targetGroupArn(targetGroup)));
        if (tasks > 0) {
            startDatabase(region, password);
        }
        service(region, targetGroup, tasks);
        return new SiteSetup(loadBalancer.dnsName(), loadBalancer.canonicalHostedZoneId(), targetGroup, secretArn);
    }

    private static void groups(RegionOfCloud region) {
        region.rds().groups().enableKey(keyArn(region.name()));
        region.rds().groups().addSubnetGroup(SUBNET_GROUP, VPC);
        region.rds().groups().addSecurityGroup(SECURITY_GROUP, VPC);
        region.rds().groups().addSubnetGroup(RESTORE_TEST_SUBNET_GROUP, RESTORE_TEST_VPC);
        region.rds().groups().addSecurityGroup(RESTORE_TEST_SECURITY_GROUP, RESTORE_TEST_VPC);
        region.rds().groups().addParameterGroup(PARAMETER_GROUP);
        region.rds().groups().addOptionGroup(OPTION_GROUP);
    }

    private static void startDatabase(RegionOfCloud region, String password) {
        String endpoint = region.rds().addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(DATABASE)
                .dbInstanceClass(INSTANCE_CLASS)
                .storageType("gp2")
                .enableCloudwatchLogsExports("error")
                .engineLifecycleSupport("open-source-rds-extended-support-disabled")
                .engine("mysql")
                .masterUsername("admin")
                .masterUserPassword(password)
                .dbSubnetGroupName(SUBNET_GROUP)
                .vpcSecurityGroupIds(SECURITY_GROUP)
                .dbParameterGroupName(PARAMETER_GROUP)
                .optionGroupName(OPTION_GROUP)
                .port(PORT)
                .multiAZ(true)
                .deletionProtection(true)
                .publiclyAccessible(false)
                .storageEncrypted(true)
                .kmsKeyId(keyArn(region.name()))
                .build()).endpoint().address();
        region.ssm().putParameter(request -> request
                .name(ENDPOINT_PARAMETER).type(ParameterType.STRING).value(endpoint));
    }

    private static void service(RegionOfCloud region, String targetGroup, int tasks) {
        region.ecs().createCluster(request -> request.clusterName(CLUSTER));
        region.ecs().registerTaskDefinition(request -> request
                .family(SERVICE).containerDefinitions(container -> container.name(SERVICE).image("visitor-counter:1")));
        region.ecs().createService(request -> request
                .cluster(CLUSTER)
                .serviceName(SERVICE)
                .taskDefinition(SERVICE)
                .launchType(LaunchType.FARGATE)
                .desiredCount(tasks)
                .healthCheckGracePeriodSeconds(120)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc
                        .subnets(SUBNET).securityGroups("sg-0d1e2f3a4b5c60718").assignPublicIp(AssignPublicIp.DISABLED)))
                .loadBalancers(balancer -> balancer
                        .targetGroupArn(targetGroup).containerName(SERVICE).containerPort(8080)));
        region.scaling().registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/%s/%s".formatted(CLUSTER, SERVICE))
                .minCapacity(tasks)
                .maxCapacity(tasks == 0 ? 0 : MOST_TASKS));
    }
}
