package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void readsEveryPartOfThePlan() {
        Plan plan = Plan.parse(Plans.json().toString());

        assertThat(plan.application()).isEqualTo("visitor-counter");
        assertThat(plan.sites().standby().region()).isEqualTo("eu-central-1");
        assertThat(plan.databases()).extracting(Database::name).containsExactly("visitors", "audit");
        assertThat(plan.services()).extracting(Service::name).containsExactly("web", "api");
        assertThat(plan.traffic().records()).extracting(DnsRecord::service).containsExactly("web", "api");
        assertThat(plan.objectives().rto()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void refusesSitesThatNameOneLoadBalancerBetweenWhichNothingCanBeMoved() {
        ObjectNode json = Plans.json();
        ((ObjectNode) json.at("/services/0/standby")).put("loadBalancerDnsName",
                json.at("/services/0/primary/loadBalancerDnsName").asText().toUpperCase(Locale.ROOT));

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("both sites of 'web' name the load balancer");
    }

    @Test
    void readsBothTrafficModes() {
        for (TrafficMode mode : TrafficMode.values()) {
            ObjectNode json = Plans.json();
            ((ObjectNode) json.get("traffic")).put("mode", mode.name());
            assertThat(Plan.parse(json.toString()).traffic().mode()).isEqualTo(mode);
        }
    }

    @Test
    void writesWhatItReads() throws Exception {
        Plan plan = Plan.parse(Plans.json().toString());
        assertThat(Plan.parse(StrictJson.mapper().writeValueAsString(plan))).isEqualTo(plan);
    }

    /** AWS adds Regions; where RDS's certificates are not at hand, no restore test could log on. */
    @Test
    void refusesAStandbyRegionWhoseDatabasesCannotProveWhatTheyAre() {
        String plan = Plans.json().toString();

        assertThat(Plan.parse(plan.replace("eu-central-1", "ca-west-1")).sites().standby().region()).isEqualTo("ca-west-1");
        assertThatThrownBy(() -> Plan.parse(plan.replace(
                "\"standby\":{\"region\":\"eu-central-1\"}", "\"standby\":{\"region\":\"xx-nowhere-1\"}")))
                .hasStackTraceContaining("the standby Region is xx-nowhere-1, whose root certificates of Amazon RDS are not at hand");
    }

    @Test
    void refusesAnUnknownFieldByName() {
        refuses(plan -> plan.with("objectives").put("rtoo", "PT30M"), "objectives.rtoo", "unknown field", "rpo, rto");
    }

    @Test
    void refusesAMissingFieldByName() {
        refuses(plan -> plan.with("objectives").remove("rpo"), "rpo", "objectives");
    }

    @Test
    void refusesANullFieldByName() {
        refuses(plan -> plan.with("objectives").putNull("rpo"), "rpo");
    }

    @Test
    void refusesAControlThatIsTheApplicationsOwnOrNoUrlOrOneOfTooMany() {
        refuses(plan -> plan.with("confirmation").putArray("controls").add("https://WWW.example.com/"),
                "confirmation.controls", "the application's own");
        refuses(plan -> plan.with("confirmation").putArray("controls").add("checkip.amazonaws.com"), "controls", "an http or https URL");
        refuses(plan -> plan.with("confirmation").putArray("controls")
                .add("https://a.org").add("https://b.org").add("https://c.org").add("https://d.org"), "controls", "0 to 3");
    }

    @Test
    void refusesAnRtoThatIsNoDuration() {
        refuses(plan -> plan.with("objectives").put("rto", "30 minutes"), "objectives.rto", "ISO-8601", "PT30M");
    }

    @Test
    void refusesAnRtoWithoutAUnit() {
        refuses(plan -> plan.with("objectives").put("rto", 30), "objectives.rto", "ISO-8601", "PT30M");
    }

    @Test
    void refusesAnRtoOutsideItsBounds() {
        refuses(plan -> plan.with("objectives").put("rto", "PT0S"), "rto is PT0S", "PT1M to PT24H");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"instanceClass": "db.t3.micro", "availabilityZone": ""} | alternatives names 'db.t3.micro' twice
            {"instanceClass": "t3.small", "availabilityZone": ""} | a DB instance class
            {"instanceClass": "db.t3.small", "availabilityZone": "b"} | an Availability Zone such as eu-west-1a
            {"instanceClass": "db.t3.small"} | availabilityZone
            """)
    void refusesAnAlternativeOfADatabaseThatIsNone(String alternative, String said) {
        refuses(plan -> standby(plan, "databases").set("alternatives", list(alternative)), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"subnetIds": ["subnet-1"], "enoughTasks": 0} | enoughTasks is 0
            {"subnetIds": ["subnet-1"], "enoughTasks": 3} | enoughTasks of an alternative is 3; accepted is 1 to 2
            {"subnetIds": ["subnet-1", "subnet-1"], "enoughTasks": 1} | subnetIds names 'subnet-1' twice
            {"subnetIds": [], "enoughTasks": 2} | alternatives names '2 tasks in the service's own subnets' twice
            """)
    void refusesAnAlternativeOfAServiceThatIsNone(String alternative, String said) {
        refuses(plan -> standby(plan, "services").set("alternatives", list(alternative)), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "gp4", "iops": 0, "throughputMibps": 0} | gp2, gp3, io1, io2 or standard
            {"type": "gp2", "iops": 3000, "throughputMibps": 0} | iops is 3000; accepted is 0 to 0
            {"type": "io1", "iops": 0, "throughputMibps": 0} | which such storage needs
            {"type": "io1", "iops": 1000, "throughputMibps": 125} | throughputMibps is 125; accepted is 0 to 0
            """)
    void refusesStorageThatRdsWouldNotTake(String storage, String said) {
        refuses(plan -> standby(plan, "databases").set("storage", list(storage).get(0)), said);
    }

    @Test
    void refusesLogsThatMySqlDoesNotWriteAndMoreAlternativesThanNamesTellApart() {
        refuses(plan -> standby(plan, "databases").putArray("logExports").add("postgresql"), "logExports", "slowquery");
        refuses(plan -> {
            ArrayNode seven = standby(plan, "databases").putArray("alternatives");
            "abcdefg".chars().forEach(letter -> seven.addObject()
                    .put("instanceClass", "db.t3.%c".formatted(letter)).put("availabilityZone", ""));
        }, "the number of alternatives is 7; accepted is 0 to 6");
    }

    @Test
    void refusesADatabaseWhoseHostStandsInNoPlaceOrInTwo() {
        refuses(plan -> standby(plan, "databases").put("hostField", "DB_HOST"), "accepted is one of the two");
        refuses(plan -> standby(plan, "databases").put("endpointParameter", ""), "accepted is one of the two");
        refuses(plan -> standby(plan, "databases").put("endpointParameter", "").put("hostField", "DB HOST"), "hostField", "1 to 64 letters");
        refuses(plan -> standby(plan, "databases").put("endpointParameter", "").put("hostField", "password"), "two fields");
        refuses(plan -> standby(plan, "databases").put("passwordField", ""), "passwordField");
        refuses(plan -> plan.withArray("databases").forEach(database -> ((ObjectNode) database.path("standby"))
                .put("passwordSecretId", "one").put("endpointParameter", "").put("hostField", "DB_HOST")),
                "the secrets with a host of a database at the standby site names 'one' twice");
    }

    @Test
    void takesAPrimarySiteWithoutAKeyAndNoStandbySiteWithoutOne() {
        ObjectNode unencrypted = Plans.json();
        ((ObjectNode) unencrypted.at("/databases/0/primary")).put("kmsKeyId", "");
        assertThat(Plan.parse(unencrypted.toString()).databases().getFirst().primary().kmsKeyId()).isEmpty();

        refuses(plan -> standby(plan, "databases").put("kmsKeyId", ""), "kmsKeyId of 'visitors' at the standby site is empty", "also those of a database that is not");
    }

    @Test
    void refusesAnArnThatNamesAnotherRegionThanItsSites() {
        refuses(plan -> standby(plan, "databases").put("kmsKeyId", "arn:aws:kms:eu-west-1:111122223333:key/1"),
                "kmsKeyId of 'visitors' at the standby site is in Region eu-west-1; accepted is one in eu-central-1");
        refuses(plan -> ((ObjectNode) plan.at("/databases/1/primary")).put("passwordSecretId", "arn:aws:secretsmanager:eu-central-1:1:secret:a-1"),
                "passwordSecretId of 'audit' at the primary site is in Region eu-central-1");
        refuses(plan -> standby(plan, "services").put("targetGroupArn", "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1"),
                "targetGroupArn of 'web' at the standby site is in Region eu-west-1");
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/restoreTest")).put("authentication", "SECRET")
                .put("secretId", "arn:aws:secretsmanager:us-east-1:1:secret:a-1"), "restoreTest.secretId of 'visitors'", "us-east-1");
    }

    private static ObjectNode standby(ObjectNode plan, String things) {
        return (ObjectNode) plan.at("/%s/0/standby".formatted(things));
    }

    private static ArrayNode list(String one) {
        try {
            return (ArrayNode) StrictJson.mapper().readTree("[%s]".formatted(one));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Test
    void refusesTwoSitesInOneRegion() {
        refuses(plan -> plan.with("sites").with("standby").put("region", "eu-west-1"),
                "sites", "both name Region eu-west-1", "two different Regions");
    }

    @Test
    void refusesASiteNamedTwice() {
        String twice = Plans.json().toString().replaceFirst("\"sites\":\\{", "\"sites\":{\"primary\":{\"region\":\"eu-west-2\"},");
        assertThatThrownBy(() -> Plan.parse(twice))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("Duplicate field 'primary'");
    }

    @Test
    void refusesADatabaseNamedTwice() {
        refuses(plan -> ((ArrayNode) plan.get("databases")).add(plan.get("databases").get(0)),
                "databases names 'visitors' twice");
    }

    /** One would take the other's snapshots for its own. */
    @Test
    void refusesOneInstanceForTwoDatabases() {
        for (String site : new String[] {"primary", "standby"}) {
            refuses(plan -> ((ObjectNode) plan.at("/databases/1/" + site)).put("instanceIdentifier", "visitors-db"),
                    "the DB instances of the databases at the %s site names 'visitors-db' twice".formatted(site));
        }
    }

    /** What a recovery restores of the one would have the name of what a restore test makes of the other. */
    @Test
    void refusesADatabaseThatIsNamedLikeAnothersRestoreTest() {
        refuses(plan -> ((ObjectNode) plan.at("/databases/1/standby")).put("instanceIdentifier", "visitors-db-test"),
                "the DB instances of the databases at the standby site names 'visitors-db-test' twice");
    }

    @Test
    void refusesAServiceNamedTwice() {
        refuses(plan -> ((ArrayNode) plan.get("services")).add(plan.get("services").get(0)), "services names 'web' twice");
    }

    @Test
    void refusesARecordOnAServiceThatIsNotThere() {
        refuses(plan -> ((ObjectNode) plan.at("/traffic/records/0")).put("service", "shop"),
                "service 'shop'", "accepted: [web, api]");
    }

    @Test
    void readsAServiceWithoutALoadBalancer() {
        ObjectNode json = Plans.withWorker();

        Plan plan = Plan.parse(json.toString());

        assertThat(plan.services()).extracting(Service::hasPage).containsExactly(true, true, false);
        assertThat(plan.services().getLast().primary().hasLoadBalancer()).isFalse();
    }

    @Test
    void refusesARecordOnAServiceWithoutALoadBalancer() {
        ObjectNode json = Plans.withWorker();
        ((ObjectNode) json.at("/traffic/records/1")).put("service", "worker");

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContainingAll("'api.example.com' stands on service 'worker', which has no load balancer",
                        "accepted: [web, api]");
    }

    @Test
    void refusesAnApplicationThatNobodyCanReach() {
        ObjectNode json = Plans.withWorker();
        json.withArray("services").remove(1);
        json.withArray("services").remove(0);

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContainingAll("none of [worker] has a load balancer", "at least one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/services/0/check         | url                      | url is empty, and expect or healthCheckId is not",
        "/services/2/check         | healthCheckId            | url is empty, and expect or healthCheckId is not",
        "/services/2/check         | url                      | expect is empty",
        "/services/0/primary       | targetGroupArn           | of targetGroupArn, loadBalancerDnsName and loadBalancerHostedZoneId not all",
        "/services/0/standby       | loadBalancerDnsName      | of targetGroupArn, loadBalancerDnsName and loadBalancerHostedZoneId not all",
        "/services/2/standby       | loadBalancerHostedZoneId | of targetGroupArn, loadBalancerDnsName and loadBalancerHostedZoneId not all"
    })
    void refusesHalfOfALoadBalancerAndHalfOfACheck(String where, String field, String said) {
        ObjectNode json = Plans.withWorker();
        ObjectNode changed = (ObjectNode) json.at(where);
        changed.put(field, changed.path(field).asText().isEmpty() ? "https://jobs.example.com/" : "");

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesATextOfALoadBalancerThatShowsNothing() {
        ObjectNode json = Plans.withWorker();
        ((ObjectNode) json.at("/services/2/primary")).put("targetGroupArn", " ");

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("not all are given");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "primary | 'web' has a page to check, no load balancer at the primary site and one at the standby",
        "standby | 'web' has a page to check, a load balancer at the primary site and none at the standby"
    })
    void refusesALoadBalancerAtOneSiteAlone(String site, String said) {
        ObjectNode json = Plans.withWorker();
        Plans.takeLoadBalancer((ObjectNode) json.at("/services/0/" + site));

        assertThatThrownBy(() -> Plan.parse(json.toString())).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesATimeToLiveAboveOneMinute() {
        refuses(plan -> ((ObjectNode) plan.at("/traffic/records/0")).put("ttl", "PT5M"), "ttl is PT5M", "PT1S to PT1M");
    }

    @Test
    void refusesAnUnknownTrafficMode() {
        refuses(plan -> plan.with("traffic").put("mode", "MAGIC"), "traffic.mode", "HEALTH_CHECK", "RECORD");
    }

    @Test
    void refusesANumberWrittenAsText() {
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/standby")).put("port", "3306"), "databases[0].standby.port");
    }

    @Test
    void refusesAnInstanceNameThatRdsWouldRefuse() {
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/standby")).put("instanceIdentifier", "a--b"),
                "instanceIdentifier is 'a--b'", "single hyphens");
    }

    @Test
    void takesAnInstanceNameAsLongAsRdsDoesAndShortensItsRestoreTests() {
        ObjectNode json = Plans.json();
        String longest = "a".repeat(63);
        ((ObjectNode) json.at("/databases/0/primary")).put("instanceIdentifier", longest);
        ((ObjectNode) json.at("/databases/0/standby")).put("instanceIdentifier", longest);

        assertThat(Plan.parse(json.toString()).databases().getFirst().isolated().instanceIdentifier())
                .hasSize(40).startsWith("aaaa").endsWith("-test");
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/primary")).put("instanceIdentifier", longest + "a"), "1 to 63");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-prod", "shop prod", "$hop", "2026", "tienda_\u00f1", "a`b", "a.b"})
    void takesNamesThatMySqlTakesInBackticks(String name) {
        ObjectNode json = Plans.json();
        ((ObjectNode) json.at("/databases/0/restoreTest")).put("schema", name);
        ((ObjectNode) json.at("/databases/0/restoreTest/tables/0")).put("table", name).put("timestampColumn", name);

        assertThat(Plan.parse(json.toString()).databases().getFirst().restoreTest().schema()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop ", "shop\nprod", "shop\u0000", "sh\ud83d\ude00p",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesNamesThatMySqlDoesNotTake(String name) {
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/restoreTest")).put("schema", name), "schema is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rds!db-1234", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234-AbCdEf"})
    void takesASecretThatRdsManagesWhereItIsOnlyThePrimarysOwn(String managed) {
        ObjectNode json = Plans.json();
        ((ObjectNode) json.at("/databases/0/primary")).put("passwordSecretId", managed);
        assertThat(Plan.parse(json.toString()).databases().getFirst().primary().passwordSecretId()).isEqualTo(managed);

        refuses(plan -> ((ObjectNode) plan.at("/databases/0/standby")).put("passwordSecretId", managed),
                "passwordSecretId of 'visitors' at the standby site is " + managed, "accepted is a secret of the standby's own");
        refuses(plan -> {
            ((ObjectNode) plan.at("/databases/0/primary")).put("passwordSecretId", managed);
            ((ObjectNode) plan.at("/databases/0/standby")).put("sharesPassword", true);
        }, "its password changes by itself");
        refuses(plan -> ((ObjectNode) plan.at("/databases/0/primary")).put("passwordSecretId", managed).put("hostField", "host")
                .put("endpointParameter", ""), "it holds no host");
    }

    @Test
    void refusesATextThatIsNoJson() {
        assertThatThrownBy(() -> Plan.parse("{\"application\": "))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("not JSON at line 1")
                .hasMessageContaining("Nothing was touched");
    }

    private static void refuses(Consumer<ObjectNode> change, String... parts) {
        ObjectNode json = Plans.json();
        change.accept(json);
        JsonNode changed = json;
        assertThatThrownBy(() -> Plan.parse(changed.toString()))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("Nothing was touched");
    }
}
