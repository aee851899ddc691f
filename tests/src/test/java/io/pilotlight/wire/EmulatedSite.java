package io.pilotlight.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** One site of the visitor counter in the emulated AWS: everything of it but the database itself. */
final class EmulatedSite {

    static final String NAME = "visitor-counter";
    static final String PARAMETER_GROUP = "visitor-counter-mysql80";
    static final String OPTION_GROUP = "visitor-counter-mysql80";

    static final String ISOLATED_SUBNET_GROUP = NAME + "-restore-test";

    private static final Pattern SUBNET = Pattern.compile("<subnetId>([^<]+)</subnetId>");
    private static final Pattern SECURITY_GROUP = Pattern.compile("<groupId>([^<]+)</groupId>");

    private final MotoServer moto;
    private final Clients clients;
    private final String keyArn;
    private final String secretArn;
    private final String securityGroup;
    private final String isolatedSecurityGroup;
    private final String targetGroupArn;

    /**
     * Makes the site.
     *
     * @param password what its own secret holds
     * @param desiredCount how many tasks its service is asked for
     */
    EmulatedSite(MotoServer moto, Clients clients, String password, int desiredCount) {
        this.moto = moto;
        this.clients = clients;
        this.keyArn = clients.kms().createKey().keyMetadata().arn();
        this.secretArn = clients.secrets().createSecret(request -> request
                .name(NAME + "/database")
                .secretString("{\"username\": \"admin\", \"password\": \"%s\"}".formatted(password))).arn();
        List<String> subnets = found(SUBNET, "DescribeSubnets");
        this.securityGroup = found(SECURITY_GROUP, "DescribeSecurityGroups").getFirst();
        this.isolatedSecurityGroup = found(SECURITY_GROUP,
                "CreateSecurityGroup&GroupName=restore-test&GroupDescription=isolated").getFirst();
        makeDatabaseGroups(subnets);
        this.targetGroupArn = makeLoadBalancer(subnets);
        makeService(desiredCount);
    }

    Clients clients() {
        return clients;
    }

    String keyArn() {
        return keyArn;
    }

    String securityGroup() {
        return securityGroup;
    }

    /** The security group of restore tests alone. */
    String isolatedSecurityGroup() {
        return isolatedSecurityGroup;
    }

    String targetGroupArn() {
        return targetGroupArn;
    }

    /** Registers targets that the load balancer finds healthy, as running tasks would. */
    void registerHealthyTargets(int count) {
        for (int number = 1; number <= count; number++) {
            TargetDescription target = TargetDescription.builder().id("172.31.0.1" + number).port(8080).build();
            clients.loadBalancing().registerTargets(request -> request.targetGroupArn(targetGroupArn).targets(target));
        }
    }

    Service service() {
        return clients.ecs().describeServices(request -> request.cluster(NAME).services(NAME)).services().getFirst();
    }

    ScalableTarget scalableTarget() {
        return clients.scaling().describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS))
                .scalableTargets().getFirst();
    }

    /** Returns the manual snapshots of the Region; RDS, and moto, take an automated one of every new instance. */
    List<DBSnapshot> snapshots() {
        return clients.rds().describeDBSnapshots(request -> request.snapshotType("manual")).dbSnapshots();
    }

    /** Puts this site's own names into what the plan says of its database. */
    void nameDatabase(ObjectNode planned) {
        planned.put("parameterGroup", PARAMETER_GROUP)
                .put("optionGroup", OPTION_GROUP)
                .put("kmsKeyId", keyArn)
                .put("passwordSecretId", secretArn)
                .putArray("securityGroupIds").add(securityGroup);
    }

    private void makeDatabaseGroups(List<String> subnets) {
        for (String group : List.of(NAME + "-database", ISOLATED_SUBNET_GROUP)) {
            clients.rds().createDBSubnetGroup(request -> request
                    .dbSubnetGroupName(group).dbSubnetGroupDescription(group).subnetIds(subnets));
        }
        clients.rds().createDBParameterGroup(request -> request
                .dbParameterGroupName(PARAMETER_GROUP).dbParameterGroupFamily("mysql8.0").description("database"));
        clients.rds().createOptionGroup(request -> request
                .optionGroupName(OPTION_GROUP).engineName("mysql").majorEngineVersion("8.0")
                .optionGroupDescription("database"));
    }

    private String makeLoadBalancer(List<String> subnets) {
        String group = clients.loadBalancing().createTargetGroup(request -> request
                .name(NAME).protocol(ProtocolEnum.HTTP).port(8080).targetType(TargetTypeEnum.IP)
                .vpcId(found(Pattern.compile("<vpcId>([^<]+)</vpcId>"), "DescribeVpcs").getFirst()))
                .targetGroups().getFirst().targetGroupArn();
        String balancer = clients.loadBalancing().createLoadBalancer(request -> request.name(NAME).subnets(subnets))
                .loadBalancers().getFirst().loadBalancerArn();
        clients.loadBalancing().createListener(request -> request
                .loadBalancerArn(balancer).protocol(ProtocolEnum.HTTP).port(80)
                .defaultActions(action -> action.type("forward").targetGroupArn(group)));
        return group;
    }

    private void makeService(int desiredCount) {
        clients.ecs().createCluster(request -> request.clusterName(NAME));
        String definition = clients.ecs().registerTaskDefinition(request -> request
                .family(NAME)
                .containerDefinitions(container -> container.name("web").image("visitor-counter:1").memory(512)))
                .taskDefinition().taskDefinitionArn();
        clients.ecs().createService(request -> request
                .cluster(NAME).serviceName(NAME).taskDefinition(definition).desiredCount(desiredCount));
        clients.scaling().registerScalableTarget(request -> request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/%s/%s".formatted(NAME, NAME))
                .minCapacity(desiredCount)
                .maxCapacity(2 * desiredCount));
    }

    private List<String> found(Pattern pattern, String action) {
        String answer = moto.query("ec2", clients.region(), "Action=%s&Version=2016-11-15".formatted(action));
        return pattern.matcher(answer).results().map((MatchResult match) -> match.group(1)).distinct().toList();
    }
}
