package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Given;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Mirrored;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDefinitionMirrorTest {

    private static final String ACTIVE = "eu-west-1";
    private static final String IDLE = "eu-central-1";

    @ParameterizedTest
    @CsvSource({
        // What the active site runs, what the idle site ran, what it must run.
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:2, 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:1,"
                + " 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:2",
        "111122223333.dkr-ecr.eu-west-1.on.aws/shop:2, 111122223333.dkr-ecr.eu-central-1.on.aws/shop:1,"
                + " 111122223333.dkr-ecr.eu-central-1.on.aws/shop:2",
        "111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com/a/shop@sha256:2f, x,"
                + " 111122223333.dkr.ecr-fips.eu-central-1.amazonaws.com/a/shop@sha256:2f",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:2, 111122223333.dkr-ecr.eu-central-1.on.aws/shop:1,"
                + " 111122223333.dkr-ecr.eu-central-1.on.aws/shop:2",
        "840364872350.dkr.ecr.eu-west-1.amazonaws.com/aws-appmesh-envoy:v2,"
                + " 422531588944.dkr.ecr.eu-central-1.amazonaws.com/aws-appmesh-envoy:v1,"
                + " 422531588944.dkr.ecr.eu-central-1.amazonaws.com/aws-appmesh-envoy:v2",
        "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:2, 111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1,"
                + " 111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:2",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:2, 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1,"
                + " 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:2",
        "registry.eu-west-1.example.com:5000/shop:2, registry.eu-central-1.example.com:5000/shop:1,"
                + " registry.eu-central-1.example.com:5000/shop:2",
        "public.ecr.aws/xray/aws-xray-daemon:3.x, public.ecr.aws/xray/aws-xray-daemon:2.x, public.ecr.aws/xray/aws-xray-daemon:3.x",
        "nginx:1.29, nginx:1.27, nginx:1.29"
    })
    void givesTheIdleSiteTheSameImageFromItsOwnRegistry(String active, String idle, String wanted) {
        Mirrored mirrored = mirror(image(active), image(idle));

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.definition().at("/containerDefinitions/0/image").textValue()).isEqualTo(wanted);
    }

    @Test
    void namesANewImageOfARegistryWhoseAccountMayBeAnotherInEachRegion() {
        assertThat(mirror(image("840364872350.dkr.ecr.eu-west-1.amazonaws.com/aws-appmesh-envoy:v2"), image("nginx:1")).unmapped())
                .containsExactly("containerDefinitions[web].image");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // A variable's value at the active site | at the idle one | what it must be there.
        "-Xmx3g -Daws.region=eu-west-1 | -Xmx3g -Daws.region=eu-central-1 | -Xmx3g -Daws.region=eu-central-1",
        "https://sqs.eu-west-1.amazonaws.com/1/orders | https://sqs.eu-central-1.amazonaws.com/1/orders-dr | https://sqs.eu-central-1.amazonaws.com/1/orders-dr",
        "rediss://master.shop.a1b2c3.euw1.cache.amazonaws.com:6379 | rediss://master.shop.d4e5f6.euc1.cache.amazonaws.com:6379 | rediss://master.shop.d4e5f6.euc1.cache.amazonaws.com:6379",
        "assets-eu-west-1 | assets-of-the-standby | assets-of-the-standby",
        "arn:aws:sns:eu-west-1:1:orders,debug | arn:aws:sns:eu-central-1:1:orders-dr,debug | arn:aws:sns:eu-central-1:1:orders-dr,debug",
        "db.primary.internal | db.standby.internal | db.standby.internal",
        "mysql://shop:x@10.0.1.7:3306/shop | mysql://shop:y@10.1.1.7:3306/shop | mysql://shop:y@10.1.1.7:3306/shop",
        "https://assets.s3.amazonaws.com/a | https://assets-dr.s3.amazonaws.com/a | https://assets-dr.s3.amazonaws.com/a",
        "subnet-0a1b2c3d4e,subnet-1a1b2c3d4e | subnet-0ffffffff1,subnet-1ffffffff1 | subnet-0ffffffff1,subnet-1ffffffff1",
        "eu-west-1a | eu-central-1b | eu-central-1b",
        "eu-west-12 | eu-west-12 | eu-west-12",
        "debug | '' | debug"
    })
    void takesTheWordsOfTheSiteFromTheIdleOneAndTheOthersFromTheRelease(String active, String idle, String wanted) {
        Mirrored mirrored = mirror(variable("VALUE", active), variable("VALUE", idle));

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(value(mirrored)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // What was mirrored last | a variable's value at the active site now | at the idle one | what it must be there.
        "-Xmx512m -Daws.region=eu-west-1 | -Xmx3g -Daws.region=eu-west-1 | -Xmx512m -Daws.region=eu-central-1 | -Xmx3g -Daws.region=eu-central-1",
        "region: \"eu-west-1\" rollup: Zero | region: \"eu-west-1\" rollup: None | region: \"eu-central-1\" rollup: Zero | region: \"eu-central-1\" rollup: None",
        "arn:aws:sns:eu-west-1:1:orders,info | arn:aws:sns:eu-west-1:1:orders,debug | arn:aws:sns:eu-central-1:1:orders-dr,info | arn:aws:sns:eu-central-1:1:orders-dr,debug",
        "info | debug | info | debug",
        "euw1 | euw2 | euw1 | euw2",
        "https://api.example.com/v1 | https://api.example.com/v2 | https://api.example.com/v1 | https://api.example.com/v2"
    })
    void takesTheReleaseWhereTheIdleSiteStandsOnWhatWasMirroredLast(String before, String active, String idle, String wanted) {
        Mirrored mirrored = TaskDefinitionMirror.of(definition(variable("VALUE", active)),
                Optional.of(definition(variable("VALUE", before))), definition(variable("VALUE", idle)), ACTIVE, IDLE, Given.NOTHING);

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(value(mirrored)).isEqualTo(wanted);
    }

    /** It may be an old release, or the site's own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "debug | info",
        "shop-assets | shop-assets-dr",
        "primary | standby",
        "https://api.example.com/v2 | https://dr.example.com/v2",
        "db1.example.com | db2.example.com",
        "-Xmx3g -Daws.region=eu-west-1 | -Xmx512m -Daws.region=eu-central-1",
        "jdbc:mysql://10.0.0.7/shop?useSSL=true user=a | jdbc:mysql://10.1.0.7/shop?useSSL=true user=b"
    })
    void asksForAVariableToWhichPeopleGaveAnotherValueAndTakesThePlansAnswer(String active, String idle) {
        ObjectNode release = definition(variable("VALUE", active));
        ObjectNode byHand = definition(variable("VALUE", idle));
        String field = "containerDefinitions[web].environment[VALUE].value";

        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, Given.NOTHING).unmapped()).containsExactly(field);
        Given answer = new Given(Map.of(field, "of the standby"), true, true);
        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, answer)).satisfies(mirrored -> {
            assertThat(mirrored.unmapped()).isEmpty();
            assertThat(value(mirrored)).isEqualTo("of the standby");
        });
        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, new Given(answer.values(), false, true))).satisfies(turned -> {
            assertThat(turned.unmapped()).isEmpty();
            assertThat(value(turned)).isEqualTo(idle);
        });
    }

    @Test
    void takesThePlansValueForWhatIsNewAndSaysWhichFieldsTheReleaseDoesNotHave() {
        String field = "containerDefinitions[web].environment[CACHE].value";
        Given given = new Given(Map.of(field, "cache.standby.internal", "containerDefinitions[app].cpu", "1"), true, true);
        ObjectNode release = definition(variable("CACHE", "cache.primary.internal"));
        ObjectNode without = definition("{\"name\": \"web\"}");

        assertThat(TaskDefinitionMirror.of(release, without, ACTIVE, IDLE, Given.NOTHING).unmapped()).containsExactly(field);
        assertThat(TaskDefinitionMirror.of(release, without, ACTIVE, IDLE, new Given(given.values(), false, true)).unmapped())
                .as("the primary has none of its own").containsExactly(field);
        assertThat(TaskDefinitionMirror.of(release, without, ACTIVE, IDLE, given)).satisfies(mirrored -> {
            assertThat(mirrored.unmapped()).isEmpty();
            assertThat(mirrored.unused()).containsExactly("containerDefinitions[app].cpu");
            assertThat(value(mirrored)).isEqualTo("cache.standby.internal");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.stripe.com/v1", "127.0.0.1:2000", "localhost:3306", "xray:2000", "10.4.1", "i-am-a-text", "s3.amazonaws.com"})
    void takesANewVariableThatIsNoSitesOwn(String value) {
        assertThat(mirror(variable("NEW", value), "{\"name\": \"web\"}").unmapped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.7", "http://10.0.1.7:8080/a", "http://orders.shop.local:8080", "mysql://shop:x@db.primary.internal/shop",
        "fs-0a1b2c3d4e5f60718", "sg-0a1b2c3d,sg-1a1b2c3d", "https://assets.s3.amazonaws.com"})
    void asksForANewVariableThatNamesAnAddressOrAResourceOfOneSite(String value) {
        assertThat(mirror(variable("NEW", value), "{\"name\": \"web\"}").unmapped())
                .containsExactly("containerDefinitions[web].environment[NEW].value");
    }

    @Test
    void asksForWhatTheIdleSiteAloneHasAndAddsWhatThePlanSays() {
        ObjectNode release = definition("{\"name\": \"web\"}");
        ObjectNode byHand = definition("{\"name\": \"web\", \"environment\": [{\"name\": \"SITE\", \"value\": \"dr\"}], "
                + "\"secrets\": [{\"name\": \"KEY\", \"valueFrom\": \"/dr/key\"}]}");
        String site = "containerDefinitions[web].environment[SITE].value";
        String key = "containerDefinitions[web].secrets[KEY].valueFrom";

        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, Given.NOTHING).unmapped()).containsExactly(site, key);
        assertThat(TaskDefinitionMirror.of(release, Optional.of(byHand), byHand, ACTIVE, IDLE, Given.NOTHING)).satisfies(released -> {
            assertThat(released.unmapped()).as("the release does without them").isEmpty();
            assertThat(released.definition().at("/containerDefinitions/0/environment").isMissingNode()).isTrue();
        });
        Given given = new Given(Map.of(site, "standby", key, "/dr/key"), true, true);
        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, given)).satisfies(mirrored -> {
            assertThat(mirrored.unmapped()).isEmpty();
            assertThat(mirrored.unused()).isEmpty();
            assertThat(mirrored.definition().at("/containerDefinitions/0/environment/0/value").textValue()).isEqualTo("standby");
            assertThat(mirrored.definition().at("/containerDefinitions/0/secrets/0/valueFrom").textValue()).isEqualTo("/dr/key");
        });
        assertThat(TaskDefinitionMirror.of(release, byHand, ACTIVE, IDLE, new Given(given.values(), false, true)).definition()
                .at("/containerDefinitions/0/environment/0/value").textValue()).isEqualTo("dr");
    }

    @Test
    void asksForANewBucketAndForTheLogGroupAndStreamOfANewSidecar() {
        assertThat(mirror(variable("ASSETS_BUCKET", "shop-assets"), variable("ASSETS_BUCKET", "shop-assets")).unmapped()).isEmpty();
        assertThat(mirror(variable("ASSETS_BUCKET", "shop-assets"), "{\"name\": \"web\"}").unmapped())
                .containsExactly("containerDefinitions[web].environment[ASSETS_BUCKET].value");
        assertThat(mirror("{\"name\": \"log\", \"logConfiguration\": {\"options\": {\"log_group_name\": \"/app\", \"delivery_stream\": \"app\"}}}",
                        "{\"name\": \"web\"}").unmapped())
                .containsExactly("containerDefinitions[log].logConfiguration.options.log_group_name",
                        "containerDefinitions[log].logConfiguration.options.delivery_stream");
    }

    @Test
    void asksForOptionsOfLogsLabelsAndVolumesThatDiffer() {
        assertThat(mirror(
                        "{\"name\": \"web\", \"dockerLabels\": {\"site\": \"a\"}, \"logConfiguration\": {\"logDriver\": \"awsfirelens\", \"options\": "
                                + "{\"Host\": \"logs\", \"awslogs-stream-prefix\": \"web\"}}}",
                        "{\"name\": \"web\", \"dockerLabels\": {\"site\": \"b\"}, \"logConfiguration\": {\"logDriver\": \"awsfirelens\", \"options\": "
                                + "{\"Host\": \"logs-dr\", \"awslogs-stream-prefix\": \"ecs\"}}}").unmapped())
                .containsExactly("containerDefinitions[web].dockerLabels.site",
                        "containerDefinitions[web].logConfiguration.options.Host");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC | https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC",
        "eu-west-1 | eu-west-1"
    })
    void keepsWhatBothSitesShareAndNamesItWhereItIsInTheActiveRegion(String active, String idle) {
        Mirrored mirrored = mirror(variable("SHARED", active), variable("SHARED", idle));

        assertThat(value(mirrored)).isEqualTo(active);
        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.shared()).containsExactly("containerDefinitions[web].environment[SHARED].value");
    }

    @ParameterizedTest
    @CsvSource({"AWS_REGION", "AWS_DEFAULT_REGION"})
    void givesATaskItsOwnRegionWhateverStoodThere(String name) {
        assertThat(value(mirror(variable(name, ACTIVE), variable(name, ACTIVE)))).isEqualTo(IDLE);
        assertThat(value(mirror(variable(name, ACTIVE), variable("OTHER", "x")))).isEqualTo(IDLE);
    }

    /** The bucket may be one that both sites read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "BUCKET_REGION | eu-west-1 | OTHER | x",
        "BUCKET_REGION | eu-west-1 | BUCKET_REGION | ''",
        "COGNITO_REGION | eu-west-1 | AWS_REGION | eu-central-1",
        "JAVA_OPTS | -Dcache.region=eu-west-1 | OTHER | x",
        "REGIONS | eu-west-1,eu-west-1 | REGIONS | eu-central-1"
    })
    void namesARegionOfWhichNobodyKnowsWhetherItIsTheTasksOwn(String name, String active, String other, String idle) {
        Mirrored mirrored = mirror(
                """
                {"name": "web", "environment": [{"name": "%s", "value": "%s"}, {"name": "AWS_REGION", "value": "eu-west-1"}]}
                """.formatted(name, active),
                """
                {"name": "web", "environment": [{"name": "%s", "value": "%s"}, {"name": "AWS_REGION", "value": "eu-central-1"}]}
                """.formatted(other, idle));

        assertThat(mirrored.unmapped()).contains("containerDefinitions[web].environment[%s].value".formatted(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://a.eu-west-1.example.com https://b.eu-west-1.example.com | https://a.eu-central-1.example.com",
        "https://a.eu-west-1.example.com | https://b.eu-west-1.example.com",
        "https://a.eu-west-1.example.com | ''"
    })
    void namesATextWhoseWordsOfTheSiteHaveNoCounterpart(String active, String idle) {
        assertThat(mirror(variable("URL", active), variable("URL", idle)).unmapped())
                .containsExactly("containerDefinitions[web].environment[URL].value");
    }

    @Test
    void givesWhatIsNewTheCounterpartThatIsKnownFromAnotherField() {
        Mirrored mirrored = mirror(
                """
                {"name": "web", "environment": [{"name": "QUEUE", "value": "https://sqs.eu-west-1.amazonaws.com/1/orders"},
                                                {"name": "DEAD_LETTERS_OF", "value": "https://sqs.eu-west-1.amazonaws.com/1/orders"}],
                 "logConfiguration": {"options": {"awslogs-group": "/ecs/primary", "awslogs-region": "eu-west-1"}}},
                {"name": "xray", "logConfiguration": {"options": {"awslogs-group": "/ecs/primary", "awslogs-region": "eu-west-1"}}}
                """,
                """
                {"name": "web", "environment": [{"name": "QUEUE", "value": "https://sqs.eu-central-1.amazonaws.com/1/orders-dr"}],
                 "logConfiguration": {"options": {"awslogs-group": "/ecs/standby", "awslogs-region": "eu-central-1"}}}
                """);

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.definition().at("/containerDefinitions/0/environment/1/value").textValue())
                .isEqualTo("https://sqs.eu-central-1.amazonaws.com/1/orders-dr");
        assertThat(mirrored.definition().at("/containerDefinitions/1/logConfiguration/options")).hasToString(
                "{\"awslogs-group\":\"/ecs/standby\",\"awslogs-region\":\"eu-central-1\"}");
    }

    @Test
    void namesASecretByNameAndALogGroupThatTheIdleSiteDoesNotHave() {
        Mirrored mirrored = mirror(
                """
                {"name": "web", "secrets": [{"name": "API_KEY", "valueFrom": "/shop/api-key"}]},
                {"name": "xray", "logConfiguration": {"options": {"awslogs-group": "/ecs/xray", "awslogs-region": "eu-west-1"}}}
                """,
                "{\"name\": \"web\"}");

        assertThat(mirrored.unmapped()).containsExactly("containerDefinitions[web].secrets[API_KEY].valueFrom",
                "containerDefinitions[xray].logConfiguration.options.awslogs-group");
    }

    @Test
    void takesALogGroupThatEcsMakesWhereItIsMissing() {
        Mirrored mirrored = mirror(
                """
                {"name": "xray", "logConfiguration": {"options": {"awslogs-group": "/ecs/xray", "awslogs-create-group": "true"}}}
                """,
                "{\"name\": \"web\"}");

        assertThat(mirrored.unmapped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ":DB_PASS::, :OLD_KEY::, :DB_PASS::",
        ":DB_PASS:AWSCURRENT:, '', :DB_PASS:AWSCURRENT:",
        "'', :DB_PASS::, ''"
    })
    void readsTheKeyThatTheReleaseReadsFromTheIdleSitesSecret(String active, String idle, String wanted) {
        Mirrored mirrored = mirror(
                secret("DB", "arn:aws:secretsmanager:eu-west-1:1:secret:lamp-AbCdEf" + active),
                secret("DB", "arn:aws:secretsmanager:eu-central-1:1:secret:lamp-dr-GhIjKl" + idle));

        assertThat(mirrored.definition().at("/containerDefinitions/0/secrets/0/valueFrom").textValue())
                .isEqualTo("arn:aws:secretsmanager:eu-central-1:1:secret:lamp-dr-GhIjKl" + wanted);
    }

    @Test
    void readsANewKeyOfAKnownSecret() {
        Mirrored mirrored = mirror(
                """
                {"name": "web", "secrets": [
                  {"name": "USER", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:lamp-AbCdEf:DB_USER::"},
                  {"name": "HOST", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:lamp-AbCdEf:DB_HOST::"}]}
                """,
                secret("USER", "arn:aws:secretsmanager:eu-central-1:1:secret:lamp-GhIjKl:DB_USER::"));

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.definition().at("/containerDefinitions/0/secrets/1/valueFrom").textValue())
                .isEqualTo("arn:aws:secretsmanager:eu-central-1:1:secret:lamp-GhIjKl:DB_HOST::");
    }

    @Test
    void namesASecretOfTheActiveRegionAtTheIdleSite() {
        String arn = "arn:aws:secretsmanager:eu-west-1:1:secret:lamp-AbCdEf";

        assertThat(mirror(secret("DB", arn), secret("DB", arn)).unmapped())
                .containsExactly("containerDefinitions[web].secrets[DB].valueFrom");
    }

    @Test
    void matchesAPlainListByWhatIsTheSitesAndNeverByPosition() {
        Mirrored mirrored = mirror(
                """
                {"name": "web", "command": ["serve", "--queue", "https://sqs.eu-west-1.amazonaws.com/1/orders"]}
                """,
                """
                {"name": "web", "command": ["serve", "--verbose", "--queue", "https://sqs.eu-central-1.amazonaws.com/1/orders"]}
                """);

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.definition().at("/containerDefinitions/0/command")).hasToString(
                "[\"serve\",\"--queue\",\"https://sqs.eu-central-1.amazonaws.com/1/orders\"]");
    }

    @Test
    void namesAPlainListInWhichAnotherNumberIsTheSites() {
        assertThat(mirror(
                        "{\"name\": \"web\", \"command\": [\"https://a.eu-west-1.example.com\", \"https://b.eu-west-1.example.com\"]}",
                        "{\"name\": \"web\", \"command\": [\"https://a.eu-central-1.example.com\"]}").unmapped())
                .containsExactly("containerDefinitions[web].command[0]", "containerDefinitions[web].command[1]");
    }

    @Test
    void takesFileSystemsAndEnvironmentFilesFromTheIdleSite() {
        ObjectNode active = json("""
                {"family": "shop", "containerDefinitions": [{"name": "web",
                   "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::env-eu-west-1/web.env"}]}],
                 "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0aaa",
                   "authorizationConfig": {"accessPointId": "fsap-0aaa"}}}]}
                """);
        ObjectNode idle = json(active.toString().replace("0aaa", "0bbb").replace(ACTIVE, IDLE));

        Mirrored mirrored = TaskDefinitionMirror.of(active, idle, ACTIVE, IDLE, Given.NOTHING);

        assertThat(mirrored.unmapped()).isEmpty();
        assertThat(mirrored.definition()).isEqualTo(idle);
    }

    @Test
    void namesWhatARenamedContainerNeeds() {
        assertThat(mirror(variable("app", "Q", "https://sqs.eu-west-1.amazonaws.com/1/q"),
                        variable("web", "Q", "https://sqs.eu-central-1.amazonaws.com/1/q")).unmapped())
                .containsExactly("containerDefinitions[app].environment[Q].value");
    }

    @Test
    void namesWhatHasChangedAtTheActiveSiteSinceItWasMirrored() {
        ObjectNode before = definition(variable("QUEUE", "https://sqs.eu-west-1.amazonaws.com/1/orders"));
        ObjectNode active = definition(variable("QUEUE", "https://sqs.eu-west-1.amazonaws.com/1/orders-v2"));

        assertThat(TaskDefinitionMirror.of(active, Optional.of(before),
                        definition(variable("QUEUE", "https://sqs.eu-central-1.amazonaws.com/1/orders-dr")), ACTIVE, IDLE, Given.NOTHING).unmapped())
                .containsExactly("containerDefinitions[web].environment[QUEUE].value");
        assertThat(TaskDefinitionMirror.of(active, Optional.of(before),
                        definition(variable("QUEUE", "https://sqs.eu-central-1.amazonaws.com/1/orders-v2")), ACTIVE, IDLE, Given.NOTHING).unmapped())
                .isEmpty();
    }

    @Test
    void namesASecretThatHasChangedAtTheActiveSiteSinceItWasMirrored() {
        ObjectNode before = definition(secret("DB", "arn:aws:secretsmanager:eu-west-1:1:secret:lamp-AbCdEf:DB_PASS::"));
        ObjectNode active = definition(secret("DB", "arn:aws:secretsmanager:eu-west-1:1:secret:shop-MnOpQr:DB_PASS::"));

        assertThat(TaskDefinitionMirror.of(active, Optional.of(before),
                        definition(secret("DB", "arn:aws:secretsmanager:eu-central-1:1:secret:lamp-GhIjKl:DB_PASS::")), ACTIVE, IDLE, Given.NOTHING)
                .unmapped()).containsExactly("containerDefinitions[web].secrets[DB].valueFrom");
    }

    private static Mirrored mirror(String activeContainers, String idleContainers) {
        return TaskDefinitionMirror.of(definition(activeContainers), definition(idleContainers), ACTIVE, IDLE, Given.NOTHING);
    }

    private static ObjectNode definition(String containers) {
        return json("{\"taskDefinitionArn\": \"arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7\","
                + " \"family\": \"shop\", \"containerDefinitions\": [%s]}".formatted(containers));
    }

    private static String image(String image) {
        return "{\"name\": \"web\", \"image\": \"%s\"}".formatted(image);
    }

    private static String variable(String name, String value) {
        return variable("web", name, value);
    }

    private static String variable(String container, String name, String value) {
        return "{\"name\": \"%s\", \"environment\": [{\"name\": \"%s\", \"value\": \"%s\"}]}".formatted(
                container, name, value.replace("\"", "\\\""));
    }

    private static String secret(String name, String valueFrom) {
        return "{\"name\": \"web\", \"secrets\": [{\"name\": \"%s\", \"valueFrom\": \"%s\"}]}".formatted(name, valueFrom);
    }

    private static String value(Mirrored mirrored) {
        JsonNode value = mirrored.definition().at("/containerDefinitions/0/environment/0/value");
        return value.textValue();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
