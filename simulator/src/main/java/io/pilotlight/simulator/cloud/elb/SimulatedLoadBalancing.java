package io.pilotlight.simulator.cloud.elb;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.api.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Application Load Balancers in one Region, each listener with one target group of IP targets.
 *
 * <p>Names and addresses depend on the Region and the given name alone.
 */
public final class SimulatedLoadBalancing implements ElasticLoadBalancingV2Client {

    private static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
    private static final int NODES = 2;
    private static final int MOST_ADDRESSES = 8;

    private final CloudContext context;
    private final String region;
    private final TargetNetwork network;
    private final SplittableRandom answers;
    private final Store<LoadBalancerOfRegion> loadBalancers = Store.inOrder(arn -> ServiceErrors.error(
            ElasticLoadBalancingV2Client.class, "LoadBalancerNotFound", "Load balancer '%s' not found".formatted(arn)));
    private final Store<TargetGroupOfRegion> targetGroups = Store.inOrder(_ -> ServiceErrors.error(
            ElasticLoadBalancingV2Client.class, "TargetGroupNotFound", "One or more target groups not found"));
    private final List<TargetListener> listeners = new ArrayList<>();
    private boolean blocked;

    /** @param network where the targets listen */
    public SimulatedLoadBalancing(CloudContext context, String region, TargetNetwork network) {
        this.answers = context.timeline().random("elb.answers " + region);
        this.context = context;
        this.region = region;
        this.network = network;
    }

    /** Returns the Region of these load balancers. */
    public String region() {
        return region;
    }

    /** Tells a listener of every change of a target's health from now on. */
    public void listen(TargetListener listener) {
        listeners.add(listener);
    }

    /** Lets nobody reach the Region's load balancers any more, as where a security group lets nobody in. */
    public void block() {
        blocked = true;
    }

    /** Tells whether nobody reaches them. */
    public boolean isBlocked() {
        return blocked;
    }

    /** Lets a load balancer have so many nodes in all, as one under much load has. */
    public void addNodes(String name, int nodes) {
        loadBalancers.require(Identity.loadBalancerArn(region, name)).addresses()
                .addAll(Identity.addresses(region, name, nodes));
    }

    /**
     * Returns what DNS answers for the load balancer with this name: its public addresses, eight of them at most and
     * others each time; empty where there is none.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html">
     *     How DNS answers for a load balancer</a>
     */
    public Optional<SortedSet<String>> addresses(String dnsName) {
        return named(dnsName).map(LoadBalancerOfRegion::addresses).map(this::some);
    }

    /** Returns the IPv6 addresses of a load balancer that has some: one of address type {@code dualstack}. */
    public Optional<SortedSet<String>> addressesOfVersion6(String dnsName) {
        return named(dnsName)
                .filter(loadBalancer -> loadBalancer.description().ipAddressType() == IpAddressType.DUALSTACK)
                .map(LoadBalancerOfRegion::addressesOfVersion6);
    }

    /** Returns the hosted zone of the load balancer with this name, which an alias of it names. */
    public Optional<String> hostedZoneOf(String dnsName) {
        return named(dnsName).map(loadBalancer -> loadBalancer.description().canonicalHostedZoneId());
    }

    private SortedSet<String> some(SortedSet<String> all) {
        if (all.size() <= MOST_ADDRESSES) {
            return all;
        }
        List<String> drawn = new ArrayList<>(all);
        Collections.shuffle(drawn, Random.from(answers));
        return new TreeSet<>(drawn.subList(0, MOST_ADDRESSES));
    }

    /** Returns the DNS name of the load balancer that has this public address; empty where there is none. */
    public Optional<String> dnsNameAt(String address) {
        for (LoadBalancerOfRegion loadBalancer : loadBalancers.all()) {
            if (loadBalancer.addresses().contains(address) || loadBalancer.addressesOfVersion6().contains(address)) {
                return Optional.of(loadBalancer.description().dnsName());
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether Route 53 counts a load balancer as healthy where an alias evaluates it: each of its target groups
     * has a healthy target, and its Region can be reached.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html">EvaluateTargetHealth</a>
     */
    public boolean isHealthy(String dnsName) {
        return !context.faults().isDark(region) && named(dnsName)
                .filter(loadBalancer -> !loadBalancer.targetGroupArns().isEmpty())
                .filter(loadBalancer -> loadBalancer.targetGroupArns().stream()
                        .allMatch(arn -> targetGroups.require(arn).hasHealthyTarget()))
                .isPresent();
    }

    /** Tells whether a target is registered and healthy. */
    public boolean isHealthy(String targetGroupArn, String target) {
        return targetGroups.require(targetGroupArn).isHealthy(target);
    }

    /**
     * Answers a request that has reached a load balancer: 503 where there is no target to route it to, 502 where the
     * target does not answer.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html">The
     *     load balancer generates an HTTP error</a>
     */
    public HttpProbe.Answer route(String dnsName, String path) {
        LoadBalancerOfRegion loadBalancer = named(dnsName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is no load balancer in %s".formatted(dnsName, region)));
        Optional<String> target = loadBalancer.targetGroupArns().stream()
                .findFirst()
                .flatMap(arn -> targetGroups.require(arn).choose());
        if (target.isEmpty()) {
            return page(503, "Service Temporarily Unavailable");
        }
        return Targets.get(network, target.get(), path)
                .orElseGet(() -> page(502, "Bad Gateway"));
    }

    @Override
    public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
        LoadBalancerOfRegion created = loadBalancers.getOrMake(
                Identity.loadBalancerArn(region, request.name()), arn -> new LoadBalancerOfRegion(
                        LoadBalancer.builder()
                                .loadBalancerArn(arn)
                                .loadBalancerName(request.name())
                                .dnsName(Identity.dnsName(region, request.name()))
                                .canonicalHostedZoneId(Identity.hostedZone(region))
                                .createdTime(context.timeline().now())
                                .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                                .type(LoadBalancerTypeEnum.APPLICATION)
                                .ipAddressType(request.ipAddressType() == null
                                        ? IpAddressType.IPV4 : request.ipAddressType())
                                .state(LoadBalancerState.builder().code(LoadBalancerStateEnum.ACTIVE).build())
                                .securityGroups(request.securityGroups())
                                .build(),
                        Identity.addresses(region, request.name(), NODES)));
        return CreateLoadBalancerResponse.builder().loadBalancers(created.description()).build();
    }

    @Override
    public CreateTargetGroupResponse createTargetGroup(CreateTargetGroupRequest request) {
        HealthCheck check = HealthCheck.of(request);
        TargetGroupOfRegion created = targetGroups.getOrMake(
                Identity.targetGroupArn(region, request.name()), arn -> new TargetGroupOfRegion(
                        context,
                        region,
                        TargetGroup.builder()
                                .targetGroupArn(arn)
                                .targetGroupName(request.name())
                                .port(request.port() == null ? 80 : request.port())
                                .protocol(request.protocol())
                                .targetType(TargetTypeEnum.IP)
                                .healthCheckPath(check.path())
                                .healthCheckIntervalSeconds((int) check.interval().toSeconds())
                                .healthyThresholdCount(check.healthyThreshold())
                                .unhealthyThresholdCount(check.unhealthyThreshold())
                                .build(),
                        check,
                        network,
                        this::healthChanged));
        return CreateTargetGroupResponse.builder().targetGroups(created.description()).build();
    }

    @Override
    public CreateListenerResponse createListener(CreateListenerRequest request) {
        LoadBalancerOfRegion loadBalancer = loadBalancers.require(request.loadBalancerArn());
        String targetGroupArn = request.defaultActions().getFirst().targetGroupArn();
        targetGroups.require(targetGroupArn).use();
        loadBalancer.targetGroupArns().add(targetGroupArn);
        return CreateListenerResponse.builder().build();
    }

    @Override
    public ModifyTargetGroupAttributesResponse modifyTargetGroupAttributes(ModifyTargetGroupAttributesRequest request) {
        TargetGroupOfRegion group = targetGroups.require(request.targetGroupArn());
        request.attributes().stream()
                .filter(attribute -> attribute.key().equals(DEREGISTRATION_DELAY))
                .map(attribute -> Duration.ofSeconds(Long.parseLong(attribute.value())))
                .forEach(group::setDeregistrationDelay);
        return ModifyTargetGroupAttributesResponse.builder().attributes(request.attributes()).build();
    }

    @Override
    public RegisterTargetsResponse registerTargets(RegisterTargetsRequest request) {
        TargetGroupOfRegion group = targetGroups.require(request.targetGroupArn());
        request.targets().forEach(target -> group.register(target.id(), target.port()));
        return RegisterTargetsResponse.builder().build();
    }

    @Override
    public DeregisterTargetsResponse deregisterTargets(DeregisterTargetsRequest request) {
        TargetGroupOfRegion group = targetGroups.require(request.targetGroupArn());
        request.targets().forEach(target -> group.deregister(target.id()));
        return DeregisterTargetsResponse.builder().build();
    }

    @Override
    public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(targetGroups.require(request.targetGroupArn()).describe())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static HttpProbe.Answer page(int status, String reason) {
        return new HttpProbe.Answer(status, "<html><head><title>%d %s</title></head></html>".formatted(status, reason));
    }

    private void healthChanged(String targetGroupArn, String target, TargetHealthStateEnum state, String description) {
        listeners.forEach(listener -> listener.healthChanged(targetGroupArn, target, state, description));
    }

    private Optional<LoadBalancerOfRegion> named(String dnsName) {
        for (LoadBalancerOfRegion loadBalancer : loadBalancers.all()) {
            if (loadBalancer.description().dnsName().equalsIgnoreCase(dnsName)) {
                return Optional.of(loadBalancer);
            }
        }
        return Optional.empty();
    }
}
