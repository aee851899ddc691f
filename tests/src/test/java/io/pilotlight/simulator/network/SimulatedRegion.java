package io.pilotlight.simulator.network;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import io.pilotlight.simulator.cloud.ecr.SimulatedEcr;
import io.pilotlight.simulator.cloud.ecs.SimulatedEcs;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.elb.TargetNetwork;
import io.pilotlight.simulator.cloud.events.SimulatedEventBus;
import io.pilotlight.simulator.cloud.scaling.SimulatedApplicationAutoScaling;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** One Region with a load balancer in front of a service {@code web} in a cluster {@code main}. */
public final class SimulatedRegion {

    public final String name;
    public final CloudFixture cloud;
    public final ScriptedApplication application = new ScriptedApplication();
    public final TargetNetwork network = new TargetNetwork();
    public final SimulatedLoadBalancing loadBalancing;
    public final SimulatedEcs ecs;
    public final SimulatedApplicationAutoScaling scaling;
    public final SimulatedEventBus events;
    public final SimulatedCloudWatch cloudWatch;
    public final List<String> published = new ArrayList<>();
    public final String targetGroupArn;
    public final software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer loadBalancer;

    public SimulatedRegion(CloudFixture cloud, String name) {
        this.cloud = cloud;
        this.name = name;
        loadBalancing = new SimulatedLoadBalancing(cloud.context(), name, network);
        ecs = new SimulatedEcs(cloud.context(), name, application, new SimulatedEcr(name), network, loadBalancing);
        scaling = new SimulatedApplicationAutoScaling(cloud.context(), name, ecs);
        events = new SimulatedEventBus(cloud.context(), name);
        cloudWatch = new SimulatedCloudWatch(cloud.context(), name, events::put,
                (topic, subject, message) -> published.add(topic + " " + subject));
        loadBalancer = loadBalancing.createLoadBalancer(request -> request.name("web").ipAddressType(IpAddressType.DUALSTACK)).loadBalancers().getFirst();
        targetGroupArn = loadBalancing.createTargetGroup(request -> request
                        .name("web")
                        .port(8080)
                        .healthCheckPath("/health")
                        .healthCheckIntervalSeconds(10)
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(3))
                .targetGroups().getFirst().targetGroupArn();
        loadBalancing.createListener(request -> request
                .loadBalancerArn(loadBalancer.loadBalancerArn())
                .defaultActions(Action.builder().targetGroupArn(targetGroupArn).build()));
        loadBalancing.modifyTargetGroupAttributes(request -> request.targetGroupArn(targetGroupArn).attributes(
                TargetGroupAttribute.builder().key("deregistration_delay.timeout_seconds").value("30").build()));
        ecs.createCluster(request -> request.clusterName("main"));
        ecs.registerTaskDefinition(request -> request.family("web"));
    }

    /** Makes the service; its load balancer's checks begin at once. */
    public SimulatedRegion withService(int desiredCount, int gracePeriodSeconds) {
        ecs.createService(request -> request
                .cluster("main")
                .serviceName("web")
                .taskDefinition("web")
                .desiredCount(desiredCount)
                .healthCheckGracePeriodSeconds(gracePeriodSeconds)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(targetGroupArn).containerName("web").containerPort(8080).build()));
        return this;
    }

    public Service service() {
        return ecs.describeServices(request -> request.cluster("main").services("web")).services().getFirst();
    }

    public void scaleTo(int desiredCount) {
        ecs.updateService(request -> request.cluster("main").service("web").desiredCount(desiredCount));
    }

    public List<TargetHealthDescription> targets() {
        return loadBalancing.describeTargetHealth(request -> request.targetGroupArn(targetGroupArn))
                .targetHealthDescriptions();
    }

    public List<String> eventMessages() {
        return service().events().stream().map(event -> event.message()).toList();
    }
}
