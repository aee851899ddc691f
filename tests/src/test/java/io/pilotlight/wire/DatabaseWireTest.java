package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** From the recovery point to the published endpoint: the packaged functions against an emulated RDS. */
@WireTest
class DatabaseWireTest {

    private static final String INCIDENT = "20261122t165051";

    private final Wire wire;
    private EmulatedApplication application;

    DatabaseWireTest(Wire wire) {
        this.wire = wire;
    }

    @BeforeEach
    void makeApplication() {
        application = new EmulatedApplication(wire);
    }

    @Test
    void choosesTheNewestCopyInTheStandbyRegion() {
        JsonNode chosen = wire.call("ChooseRecoveryPointFunction", choice());

        assertThat(chosen.path("status").asText()).isEqualTo("DONE");
        assertThat(chosen.path("candidates").findValuesAsText("snapshotId"))
                .containsExactly(EmulatedApplication.NEWER, EmulatedApplication.OLDER);
        assertThat(chosen.at("/candidates/0/verified").asBoolean()).isTrue();
        assertThat(chosen.path("passedOver")).isEmpty();
    }

    @Test
    void passesOverCopiesOutOfAnotherRegionThanTheOneThatIsAskedFor() {
        ObjectNode choice = choice();
        ((ObjectNode) choice.at("/sites/primary")).put("region", "eu-north-1");
        JsonNode chosen = wire.call("ChooseRecoveryPointFunction", choice);

        assertThat(chosen.path("status").asText()).isEqualTo("REFUSED");
        assertThat(chosen.at("/passedOver/0/reason").asText()).contains("a copy out of eu-west-1", "out of eu-north-1");
    }

    @Test
    void passesOverACopyUnderAnotherKeyAndSaysWhy() {
        ObjectNode choice = choice();
        ((ObjectNode) choice.at("/database/standby"))
                .put("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/nobody");
        JsonNode chosen = wire.call("ChooseRecoveryPointFunction", choice);

        assertThat(chosen.path("status").asText()).isEqualTo("REFUSED");
        assertThat(chosen.path("candidates")).isEmpty();
        assertThat(chosen.at("/passedOver/0/reason").asText()).contains("KMS key", "nobody");
    }

    @Test
    void restoresWithEverythingSetExplicitly() {
        JsonNode point = recoveryPoint();

        JsonNode begun = restore(point);
        JsonNode done = restore(point);

        assertThat(begun.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        DBInstance instance = onlyRestored();
        assertThat(done.path("instanceIdentifier").asText()).isEqualTo(instance.dbInstanceIdentifier());
        assertThat(done.path("endpoint").asText()).isEqualTo(instance.endpoint().address());
        assertThat(instance.dbInstanceIdentifier()).startsWith("visitor-db-" + INCIDENT + "-");
        assertThat(instance.dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(instance.dbSubnetGroup().dbSubnetGroupName()).isEqualTo("visitor-counter-database");
        assertThat(instance.vpcSecurityGroups()).extracting(group -> group.vpcSecurityGroupId())
                .containsExactly(application.standby().securityGroup());
        assertThat(instance.dbParameterGroups()).extracting(group -> group.dbParameterGroupName())
                .containsExactly(EmulatedSite.PARAMETER_GROUP);
        assertThat(instance.optionGroupMemberships()).extracting(group -> group.optionGroupName())
                .containsExactly(EmulatedSite.OPTION_GROUP);
        assertThat(instance.kmsKeyId()).isEqualTo(application.standby().keyArn());
        assertThat(instance.storageEncrypted()).isTrue();
        assertThat(instance.deletionProtection()).isTrue();
        assertThat(instance.publiclyAccessible()).isFalse();
        assertThat(instance.multiAZ()).isFalse();
        assertThat(instance.copyTagsToSnapshot()).isTrue();
        assertThat(instance.tagList()).contains(
                tag("application", "visitor-counter"), tag("incident", INCIDENT),
                tag("recovery-point", EmulatedApplication.NEWER));
    }

    @Test
    void restoresOnceHoweverOftenItIsCalled() {
        JsonNode point = recoveryPoint();
        restore(point);
        restore(point);

        JsonNode third = restore(point);

        assertThat(third.path("status").asText()).isEqualTo("DONE");
        assertThat(application.restored()).hasSize(1);
    }

    @Test
    void restoresWithTheDefaultGroupsOfARegionThatHasNeverUsedThem() {
        application.database("standby")
                .put("optionGroup", "default:mysql-8-0")
                .put("parameterGroup", "default.mysql8.0");
        JsonNode point = recoveryPoint();
        restore(point);

        JsonNode done = restore(point);

        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(onlyRestored().dbParameterGroups()).extracting(group -> group.dbParameterGroupName())
                .containsExactly("default.mysql8.0");
    }

    @Test
    void refusesARecoveryPointThatIsNotThere() {
        JsonNode refused = restore(((ObjectNode) recoveryPoint()).put("snapshotId", "visitor-db-gone"));

        assertThat(refused.path("status").asText()).isEqualTo("REFUSED");
        assertThat(refused.path("created").asBoolean()).isFalse();
        assertThat(application.restored()).isEmpty();
    }

    @Test
    void givesTheInstanceThePasswordOfTheSitesOwnSecretAndTellsItNowhere() {
        String instance = restored();

        JsonNode asked = setPassword(instance, "");
        JsonNode done = setPassword(instance, asked.path("requestedVersion").asText());

        assertThat(asked.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(List.of(asked.toString(), done.toString(), wire.function("SetPasswordFunction").log()))
                .noneMatch(text -> text.contains(EmulatedApplication.STANDBY_PASSWORD));
    }

    @Test
    void publishesTheEndpointAndReplacesAnOldOne() {
        JsonNode first = publish("first.eu-central-1.rds.amazonaws.com");
        JsonNode second = publish("second.eu-central-1.rds.amazonaws.com");

        assertThat(first.path("previous").asText()).isEmpty();
        assertThat(second.path("previous").asText()).isEqualTo("first.eu-central-1.rds.amazonaws.com");
        assertThat(application.endpoint()).isEqualTo("second.eu-central-1.rds.amazonaws.com");
    }

    private JsonNode recoveryPoint() {
        return wire.call("ChooseRecoveryPointFunction", choice()).at("/candidates/0");
    }

    private ObjectNode choice() {
        JsonNode plan = application.plan();
        ObjectNode choice = object().put("application", EmulatedApplication.NAME).put("active", "PRIMARY").put("recoveryPoint", "");
        choice.set("database", plan.at("/databases/0").deepCopy());
        choice.set("sites", plan.path("sites").deepCopy());
        choice.set("retention", plan.path("retention"));
        choice.put("movedHome", "").putArray("others");
        return choice;
    }

    private JsonNode restore(JsonNode point) {
        ObjectNode input = object()
                .put("application", EmulatedApplication.NAME)
                .put("incident", INCIDENT)
                .put("region", Wire.STANDBY);
        input.set("recoveryPoint", point);
        input.set("site", application.database("standby"));
        input.set("recovery", application.state().recovery());
        return wire.call("RestoreDatabaseFunction", input);
    }

    private String restored() {
        JsonNode point = recoveryPoint();
        restore(point);
        return restore(point).path("instanceIdentifier").asText();
    }

    private JsonNode setPassword(String instance, String requestedVersion) {
        return wire.call("SetPasswordFunction", recovering()
                .put("region", Wire.STANDBY)
                .put("instanceIdentifier", instance)
                .put("secretId", application.database("standby").path("passwordSecretId").asText())
                .put("passwordField", application.database("standby").path("passwordField").asText())
                .put("requestedVersion", requestedVersion));
    }

    private ObjectNode recovering() {
        return object().set("recovery", application.state().recovery());
    }

    private JsonNode publish(String endpoint) {
        return wire.call("PublishEndpointFunction", recovering()
                .put("region", Wire.STANDBY)
                .put("parameter", EmulatedApplication.ENDPOINT_PARAMETER)
                .put("secretId", application.database("standby").path("passwordSecretId").asText())
                .put("hostField", "")
                .put("endpoint", endpoint));
    }

    private DBInstance onlyRestored() {
        assertThat(application.restored()).hasSize(1);
        return application.restored().getFirst();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key("pilot-light:" + key).value(value).build();
    }

    private static ObjectNode object() {
        return StrictJson.mapper().createObjectNode();
    }
}
