package io.pilotlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
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

    private static final String INSTANCE = "visitor-db";

    private final EmulatedSite primary;
    private final EmulatedSite standby;
    private final EmulatedState state;
    private final ObjectNode plan = Project.json("events/plan.json");

    EmulatedApplication(Wire wire) {
        primary = new EmulatedSite(wire.moto(), wire.clients(Wire.PRIMARY), "primary-Secret-1", 2);
        standby = new EmulatedSite(wire.moto(), wire.clients(Wire.STANDBY), STANDBY_PASSWORD, 0);
        makePrimaryDatabase();
        backUp(OLDER);
        state = new EmulatedState(wire);
        namePlan();
        backUp(NEWER);
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

    ObjectNode traffic() {
        return (ObjectNode) plan.get("traffic");
    }

    /** Writes the plan where the functions read it, after it was checked. */
    void publishPlan() {
        Plan.parse(plan.toString());
        standby.clients().ssm().putParameter(request -> request
                .name(PLAN_PARAMETER).type(ParameterType.STRING).value(plan.toString()).overwrite(true));
    }

    /** Returns what the table records, by attribute. */
    Map<String, AttributeValue> recorded() {
        return state.recorded();
    }

    /** Returns the DB instances of the standby Region. */
    List<DBInstance> restored() {
        return standby.clients().rds().describeDBInstances().dbInstances();
    }

    /** Returns the host name in which the application finds its database. */
    String endpoint() {
        return standby.clients().ssm().getParameter(request -> request.name(ENDPOINT_PARAMETER)).parameter().value();
    }

    /** Returns the highest value of the metric that moves traffic, empty where none was published. */
    OptionalDouble standbyActive() {
        Instant now = Instant.now();
        return standby.clients().cloudWatch().getMetricStatistics(request -> request
                        .namespace("PilotLight").metricName("StandbyActive")
                        .dimensions(dimension -> dimension.name("Application").value(NAME))
                        .startTime(now.minusSeconds(600)).endTime(now.plusSeconds(60)).period(60)
                        .statistics(Statistic.MAXIMUM))
                .datapoints().stream().mapToDouble(Datapoint::maximum).max();
    }

    private void makePrimaryDatabase() {
        primary.clients().rds().createDBInstance(request -> request
                .dbInstanceIdentifier(INSTANCE)
                .engine("mysql").engineVersion("8.0.40")
                .dbInstanceClass("db.t3.micro").allocatedStorage(20)
                .masterUsername("admin").masterUserPassword("primary-Secret-1")
                .dbSubnetGroupName(NAME + "-database")
                .dbParameterGroupName(EmulatedSite.PARAMETER_GROUP)
                .optionGroupName(EmulatedSite.OPTION_GROUP)
                .vpcSecurityGroupIds(primary.securityGroup())
                .storageEncrypted(true).kmsKeyId(primary.keyArn())
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
        service().withObject("/primary").put("targetGroupArn", primary.targetGroupArn());
        service().withObject("/standby").put("targetGroupArn", standby.targetGroupArn());
    }

    /** Returns one site of the plan's one service, as a step takes it. */
    JsonNode serviceSite(String site) {
        return service().get(site);
    }
}
