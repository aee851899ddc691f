package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.aws.Regional;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.api.Store;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.DeleteHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.HealthCheckRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.StatusReport;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckResponse;

/**
 * Route 53, one for all Regions: its control plane is this client, whose Region is us-east-1; its data plane, which
 * answers queries and checks health, goes on while the control plane is down.
 */
public final class SimulatedRoute53 implements Route53Client, Guarded {

    private static final int MOST_RECORDS_A_PAGE = 300;
    private static final List<HealthCheckRegion> CHECKER_REGIONS = List.of(
            HealthCheckRegion.US_EAST_1, HealthCheckRegion.US_WEST_2, HealthCheckRegion.EU_WEST_1,
            HealthCheckRegion.AP_SOUTHEAST_1, HealthCheckRegion.SA_EAST_1);

    private record Submitted(ChangeInfo info, Instant inSyncAt) {}

    private final CloudContext context;
    private final LoadBalancers loadBalancers;
    private final NameServers nameServers;
    private final HealthChecks healthChecks;
    private final Map<String, BooleanSupplier> pageChecks = new HashMap<>();
    private final Store<HostedZoneRecords> zones = Store.inOrder(id -> ServiceErrors.error(
            Route53Client.class, "NoSuchHostedZone", 404, "No hosted zone found with ID: " + id));
    private final Store<Submitted> changes = Store.inOrder(id -> ServiceErrors.error(
            Route53Client.class, "NoSuchChange", 404, "Could not find resource with ID: " + id));

    /**
     * @param cloudWatch CloudWatch of each Region whose alarms a health check may copy
     * @param loadBalancers what aliases can point to
     */
    public SimulatedRoute53(
            CloudContext context, Regional<SimulatedCloudWatch> cloudWatch, LoadBalancers loadBalancers) {
        this.context = context;
        this.loadBalancers = loadBalancers;
        this.nameServers = new NameServers(context, loadBalancers, this::isHealthy);
        this.healthChecks = new HealthChecks(context, cloudWatch, nameServers::noteAnswers);
    }

    /** Makes a public hosted zone. */
    public void addHostedZone(String id, String name) {
        zones.put(id, new HostedZoneRecords(id, name, false));
    }

    /** Makes a private hosted zone, which is answered inside of its networks alone. */
    public void addPrivateHostedZone(String id, String name) {
        zones.put(id, new HostedZoneRecords(id, name, true));
    }

    /** Answers a query of the data plane; empty where there is no such record. */
    public Optional<DnsAnswer> answer(String name, RRType type) {
        return nameServers.answer(name, type);
    }

    /** Tells whether the name servers count a health check as healthy now. */
    public boolean isHealthy(String healthCheckId) {
        BooleanSupplier page = pageChecks.get(healthCheckId);
        return page == null ? healthChecks.isEffectivelyHealthy(healthCheckId) : page.getAsBoolean();
    }

    private boolean exists(String healthCheckId) {
        return pageChecks.containsKey(healthCheckId) || healthChecks.exists(healthCheckId);
    }

    @Override
    public ChangeResourceRecordSetsResponse changeResourceRecordSets(ChangeResourceRecordSetsRequest request) {
        HostedZoneRecords zone = zone(request.hostedZoneId());
        RecordRules rules = new RecordRules(zone, this::exists, loadBalancers);
        TreeMap<HostedZoneRecords.Key, ResourceRecordSet> records = rules.apply(request.changeBatch().changes());
        if (!rules.problems().isEmpty()) {
            throw ServiceErrors.error(
                    InvalidChangeBatchException.builder().messages(rules.problems()),
                    Route53Client.class,
                    "InvalidChangeBatch",
                    rules.problems().toString());
        }
        zone.replaceWith(records);
        Instant now = context.timeline().now();
        ChangeInfo info = ChangeInfo.builder()
                .id("/change/C%013d".formatted(changes.all().size() + 1))
                .status(ChangeStatus.PENDING)
                .submittedAt(now)
                .comment(request.changeBatch().comment())
                .build();
        // Changes reach the name servers in their order, so none is in sync before an earlier one.
        Instant inSyncAt = changes.all().stream().map(Submitted::inSyncAt).reduce(
                now.plus(context.latencies().dnsChange()), (one, other) -> one.isAfter(other) ? one : other);
        changes.put(info.id(), new Submitted(info, inSyncAt));
        context.timeline().after(Duration.between(now, inSyncAt), () -> nameServers.publish(zone, records));
        return ChangeResourceRecordSetsResponse.builder().changeInfo(info).build();
    }

    @Override
    public GetChangeResponse getChange(GetChangeRequest request) {
        String id = request.id().startsWith("/change/") ? request.id() : "/change/" + request.id();
        Submitted change = changes.require(id);
        boolean pending = context.timeline().now().isBefore(change.inSyncAt());
        ChangeStatus status = pending ? ChangeStatus.PENDING : ChangeStatus.INSYNC;
        return GetChangeResponse.builder()
                .changeInfo(change.info().copy(copy -> copy.status(status)))
                .build();
    }

    @Override
    public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest request) {
        HostedZoneRecords zone = zone(request.hostedZoneId());
        String from = request.startRecordName() == null ? zone.name() : request.startRecordName();
        String type = request.startRecordType() == null ? "" : request.startRecordTypeAsString();
        String identifier = request.startRecordIdentifier() == null ? "" : request.startRecordIdentifier();
        int most = request.maxItems() == null
                ? MOST_RECORDS_A_PAGE : Math.min(MOST_RECORDS_A_PAGE, Integer.parseInt(request.maxItems()));
        List<ResourceRecordSet> found = zone.from(from, type, identifier);
        ListResourceRecordSetsResponse.Builder page = ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(found.stream().limit(most).toList())
                .isTruncated(found.size() > most)
                .maxItems(String.valueOf(most));
        if (found.size() > most) {
            ResourceRecordSet next = found.get(most);
            page.nextRecordName(next.name()).nextRecordType(next.type()).nextRecordIdentifier(next.setIdentifier());
        }
        return page.build();
    }

    @Override
    public CreateHealthCheckResponse createHealthCheck(CreateHealthCheckRequest request) {
        HealthCheckOfMetric check = healthChecks.create(request.callerReference(), request.healthCheckConfig());
        return CreateHealthCheckResponse.builder()
                .healthCheck(check.describe())
                .location("https://route53.amazonaws.com/2013-04-01/healthcheck/" + check.id())
                .build();
    }

    /** Lets checkers all over the world look at a page; a check of its status answers what they find then. */
    public void addPageCheck(String id, BooleanSupplier works) {
        pageChecks.put(id, works);
    }

    @Override
    public GetHealthCheckStatusResponse getHealthCheckStatus(GetHealthCheckStatusRequest request) {
        BooleanSupplier works = Optional.ofNullable(pageChecks.get(request.healthCheckId()))
                .orElseThrow(() -> ServiceErrors.error(Route53Client.class, "NoSuchHealthCheck", 404,
                        "No health check exists with the specified ID " + request.healthCheckId()));
        StatusReport report = StatusReport.builder()
                .status(works.getAsBoolean() ? "Success: HTTP Status Code 200, OK" : "Failure: Connection timed out.")
                .checkedTime(context.timeline().now().minusSeconds(10))
                .build();
        return GetHealthCheckStatusResponse.builder()
                .healthCheckObservations(CHECKER_REGIONS.stream()
                        .map(region -> HealthCheckObservation.builder().region(region).statusReport(report).build())
                        .toList())
                .build();
    }

    @Override
    public GetHealthCheckResponse getHealthCheck(GetHealthCheckRequest request) {
        return GetHealthCheckResponse.builder()
                .healthCheck(pageChecks.containsKey(request.healthCheckId())
                        ? pageCheck(request.healthCheckId()) : healthChecks.find(request.healthCheckId()).describe())
                .build();
    }

    private static HealthCheck pageCheck(String id) {
        return HealthCheck.builder().id(id).callerReference(id).healthCheckVersion(1L)
                .healthCheckConfig(config -> config.type(HealthCheckType.HTTPS)).build();
    }

    /** Route 53 deletes one that records name, too; from then on they go by what it said last. */
    @Override
    public DeleteHealthCheckResponse deleteHealthCheck(DeleteHealthCheckRequest request) {
        healthChecks.delete(request.healthCheckId());
        return DeleteHealthCheckResponse.builder().build();
    }

    @Override
    public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest request) {
        HostedZoneRecords zone = zone(request.id());
        return GetHostedZoneResponse.builder()
                .hostedZone(found -> found.id("/hostedzone/" + zone.id()).name(zone.name() + ".")
                        .callerReference(zone.id()).config(config -> config.privateZone(zone.isPrivate()))
                        .resourceRecordSetCount((long) zone.records().size()))
                .build();
    }

    @Override
    public UpdateHealthCheckResponse updateHealthCheck(UpdateHealthCheckRequest request) {
        HealthCheckOfMetric check = healthChecks.find(request.healthCheckId());
        if (request.healthCheckVersion() != null && request.healthCheckVersion() != check.version()) {
            throw ServiceErrors.error(
                    Route53Client.class,
                    "HealthCheckVersionMismatch",
                    409,
                    "The value of HealthCheckVersion in the request doesn't match the value of HealthCheckVersion in"
                            + " the health check.");
        }
        check.update(updated(check.config(), request), request.alarmIdentifier() == null
                ? check.settings() : healthChecks.copyOf(request.alarmIdentifier()));
        healthChecks.follow(check);
        return UpdateHealthCheckResponse.builder().healthCheck(check.describe()).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return List.of(switch (request) {
            case ListResourceRecordSetsRequest asked -> Access.to(action, arn("hostedzone", asked.hostedZoneId()));
            case GetChangeRequest asked -> Access.to(action, arn("change", asked.id()));
            case ChangeResourceRecordSetsRequest asked -> new Access(
                    action, arn("hostedzone", asked.hostedZoneId()), keys(asked.changeBatch().changes()));
            case GetHostedZoneRequest asked -> Access.to(action, arn("hostedzone", asked.id()));
            case GetHealthCheckRequest asked -> Access.to(action, arn("healthcheck", asked.healthCheckId()));
            case UpdateHealthCheckRequest asked -> Access.to(action, arn("healthcheck", asked.healthCheckId()));
            case GetHealthCheckStatusRequest asked -> Access.to(action, arn("healthcheck", asked.healthCheckId()));
            default -> Access.to(action, Access.ANY);
        });
    }

    private static Map<String, List<String>> keys(List<Change> changes) {
        return Map.of(
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                changes.stream().map(change -> DomainName.plain(change.resourceRecordSet().name())).distinct().toList(),
                "route53:ChangeResourceRecordSetsRecordTypes",
                changes.stream().map(change -> change.resourceRecordSet().typeAsString()).distinct().toList(),
                "route53:ChangeResourceRecordSetsActions",
                changes.stream().map(Change::actionAsString).distinct().toList());
    }

    /** The SDK strips what Route 53 puts before an id. */
    private static String arn(String kind, String id) {
        return "arn:aws:route53:::%s/%s".formatted(kind, id.substring(id.lastIndexOf('/') + 1));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static HealthCheckConfig updated(HealthCheckConfig config, UpdateHealthCheckRequest request) {
        return config.copy(copy -> {
            if (request.disabled() != null) {
                copy.disabled(request.disabled());
            }
            if (request.inverted() != null) {
                copy.inverted(request.inverted());
            }
            if (request.insufficientDataHealthStatus() != null) {
                copy.insufficientDataHealthStatus(request.insufficientDataHealthStatus());
            }
            if (request.alarmIdentifier() != null) {
                copy.alarmIdentifier(request.alarmIdentifier());
            }
        });
    }

    private HostedZoneRecords zone(String id) {
        return zones.require(id.substring(id.lastIndexOf('/') + 1));
    }
}
