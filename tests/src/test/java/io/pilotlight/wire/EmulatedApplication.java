package io.pilotlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The visitor counter at both sites of the emulated AWS, its backups, its plan, and the table of its recoveries. */
final class EmulatedApplication {

    static final String NAME = "visitor-counter";
    static final String PLAN_PARAMETER = "/pilot-light/plan";
    static final String ENDPOINT_PARAMETER = "/visitor-counter/database/endpoint";
    static final String OLDER = "visitor-db-20261122t1500";
    static final String NEWER = "visitor-db-20261122t1600";
    static final String STANDBY_PASSWORD = "standby-Secret-1";

    static final String INSTANCE = "visitor-db";

    private final EmulatedSite primary;
    private final EmulatedSite standby;
    private final EmulatedState state;
    private final ObjectNode plan = Project.json("events/plan.json");

    private EmulatedApplication(Wire wire, List<String> backups) {
        primary = new EmulatedSite(wire.moto(), wire.clients(Wire.PRIMARY), "primary-Secret-1", 2);
        standby = new EmulatedSite(wire.moto(), wire.clients(Wire.STANDBY), STANDBY_PASSWORD, 0);
        state = new EmulatedState(wire);
        String topic = standby.clients().topics().createTopic(request -> request.name("pilot-light-NotificationTopic")).topicArn();
        standby.clients().topics().subscribe(request -> request.topicArn(topic).protocol("email").endpoint("people@example.com"));
        namePlan();
        makeDatabase(primary, INSTANCE);
        backups.forEach(this::backUp);
    }

    /** Makes it with two recovery points, {@link #OLDER} and {@link #NEWER}. */
    EmulatedApplication(Wire wire) {
        this(wire, List.of(OLDER, NEWER));
    }

    /** Makes it as it is before the first backup, with its plan published. */
    static EmulatedApplication withoutBackups(Wire wire) {
        EmulatedApplication application = new EmulatedApplication(wire, List.of());
        application.publishPlan();
        return application;
    }

    EmulatedSite primary() {
        return primary;
    }

    EmulatedSite standby() {
        return standby;
    }

    /** The plan, to be changed before it is published. */
    ObjectNode plan() {
        return plan;
    }

    ObjectNode database(String site) {
        return (ObjectNode) plan.at("/databases/0/" + site);
    }

    ObjectNode service() {
        return (ObjectNode) plan.at("/services/0");
    }

    ObjectNode confirmation() {
        return (ObjectNode) plan.get("confirmation");
    }

    ObjectNode traffic() {
        return (ObjectNode) plan.get("traffic");
    }

    /** Writes the plan where the functions read it, after it was checked. */
    void publishPlan() {
        Plan.parse(plan.toString());
        standby.clients().ssm().putParameter(request -> request
                .name(PLAN_PARAMETER).type(ParameterType.STRING).value(plan.toString()).overwrite(true));
    }

    /** Records that the check of the plan as it is has passed at the primary for long enough. */
    void arm() {
        state.arm(Plan.parse(plan.toString()));
    }

    /** Returns what the table records, by attribute. */
    Map<String, AttributeValue> recorded() {
        return state.recorded();
    }

    EmulatedState state() {
        return state;
    }

    /** Returns the DB instances of the standby Region. */
    List<DBInstance> restored() {
        return standby.clients().rds().describeDBInstances().dbInstances();
    }

    /** Returns the host name in which the application finds its database. */
    String endpoint() {
        return standby.clients().ssm().getParameter(request -> request.name(ENDPOINT_PARAMETER)).parameter().value();
    }

    /** Writes where the application finds its database in the standby Region. */
    void publishEndpoint(String endpoint) {
        standby.clients().ssm().putParameter(request -> request
                .name(ENDPOINT_PARAMETER).type(ParameterType.STRING).value(endpoint).overwrite(true));
    }

    /** Returns the highest value of the metric that moves traffic, empty where none was published. */
    OptionalDouble standbyActive() {
        return metric("StandbyActive");
    }

    /** Returns the highest value of the application's metric of that name, empty where none was published. */
    OptionalDouble metric(String name) {
        return metric(name, List.of(dimension("Application", NAME)));
    }

    /** Returns the highest value of a metric with one dimension more, empty where none was published. */
    OptionalDouble metric(String name, String dimension, String of) {
        return metric(name, List.of(dimension("Application", NAME), dimension(dimension, of)));
    }

    private OptionalDouble metric(String name, List<Dimension> dimensions) {
        Instant now = Instant.now();
        return standby.clients().cloudWatch().getMetricStatistics(request -> request
                        .namespace("PilotLight").metricName(name).dimensions(dimensions)
                        .startTime(now.minusSeconds(600)).endTime(now.plusSeconds(60)).period(60)
                        .statistics(Statistic.MAXIMUM))
                .datapoints().stream().mapToDouble(Datapoint::maximum).max();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    /** Makes a DB instance at a site. */
    void makeDatabase(EmulatedSite site, String instance) {
        site.clients().rds().createDBInstance(request -> request
                .dbInstanceIdentifier(instance)
                .engine("mysql").engineVersion("8.0.40")
                .dbInstanceClass("db.t3.micro").allocatedStorage(20)
                .masterUsername("admin").masterUserPassword("primary-Secret-1")
                .dbSubnetGroupName(NAME + "-database")
                .dbParameterGroupName(EmulatedSite.PARAMETER_GROUP)
                .optionGroupName(EmulatedSite.OPTION_GROUP)
                .vpcSecurityGroupIds(site.securityGroup())
                .storageEncrypted(true).kmsKeyId(site.keyArn())
                .enableIAMDatabaseAuthentication(true)
                .publiclyAccessible(false)
                .multiAZ(false));
    }

    /** Takes a snapshot in the primary Region, and copies it to the standby's under the standby's key. */
    private void backUp(String snapshot) {
        String source = primary.clients().rds().createDBSnapshot(request -> request
                .dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier(snapshot)).dbSnapshot().dbSnapshotArn();
        standby.clients().rds().copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier(source)
                .sourceRegion(Wire.PRIMARY)
                .targetDBSnapshotIdentifier(snapshot)
                .kmsKeyId(standby.keyArn())
                .optionGroupName(EmulatedSite.OPTION_GROUP)
                .tags(Tag.builder().key("pilot-light:verified").value("true").build()));
    }

    private void namePlan() {
        primary.nameDatabase(database("primary"));
        standby.nameDatabase(database("standby"));
        database("restoreTest").putArray("securityGroupIds").add(standby.isolatedSecurityGroup());
        service().withObject("/primary").put("targetGroupArn", primary.targetGroupArn());
        service().withObject("/standby").put("targetGroupArn", standby.targetGroupArn());
    }

    /** Returns one site of the plan's one service, as a step takes it. */
    JsonNode serviceSite(String site) {
        return service().get(site);
    }
}
