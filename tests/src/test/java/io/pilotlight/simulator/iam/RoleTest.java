package io.pilotlight.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    private static final String SNAPSHOT = "arn:aws:rds:eu-west-1:123456789012:snapshot:visitor-db-1";

    @Test
    void allowsWhatAStatementNamesAndNothingElse() {
        Role role = role("""
            {"Effect": "Allow", "Action": ["rds:Describe*", "rds:DeleteDBSnapsho?"],
             "Resource": "arn:aws:rds:eu-west-1:123456789012:snapshot:visitor-db-*"}\
            """);

        assertThat(role.allows(Access.to("rds:DescribeDBSnapshots", SNAPSHOT))).isTrue();
        assertThat(role.allows(Access.to("RDS:describeDBsnapshots", SNAPSHOT))).as("actions in any case").isTrue();
        assertThat(role.allows(Access.to("rds:DeleteDBSnapshot", SNAPSHOT))).isTrue();
        assertThat(role.allows(Access.to("rds:DeleteDBSnapshots", SNAPSHOT))).isFalse();
        assertThat(role.allows(Access.to("rds:DescribeDBSnapshots", SNAPSHOT.replace("west", "north")))).isFalse();
        assertThat(role.allows(Access.to("rds:DescribeDBSnapshots", SNAPSHOT.replace("visitor", "Visitor")))).isFalse();
        assertThat(role.allows(Access.to("rds:DescribeDBSnapshots", Access.ANY))).as("a list of all").isFalse();
    }

    @Test
    void letsADenialBeatWhatIsAllowed() {
        Role role = role("""
            {"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
            {"Sid": "Never", "Effect": "Deny", "Action": "rds:DeleteDBSnapshot", "Resource": "*"}\
            """);

        assertThat(role.allows(Access.to("rds:CopyDBSnapshot", SNAPSHOT))).isTrue();
        assertThat(role.allows(Access.to("rds:DeleteDBSnapshot", SNAPSHOT))).isFalse();
    }

    @Test
    void asksEveryConditionForAValueOfTheRequest() {
        Role role = role("""
            {"Effect": "Allow", "Action": "rds:DeleteDBInstance", "Resource": "*", "Condition": {
              "StringEquals": {"aws:ResourceTag/pilot-light:application": ["shop", "visitor-counter"]},
              "StringLike": {"aws:ResourceTag/pilot-light:restore-test": "arn:*:execution:*"},
              "Bool": {"kms:GrantIsForAWSResource": "true"}}}\
            """);
        Map<String, List<String>> keys = Map.of(
                "aws:ResourceTag/pilot-light:application", List.of("visitor-counter"),
                "aws:ResourceTag/pilot-light:restore-test", List.of("arn:aws:execution:1"),
                "kms:GrantIsForAWSResource", List.of("true"));

        assertThat(role.allows(new Access("rds:DeleteDBInstance", "db", keys))).isTrue();
        for (String key : keys.keySet()) {
            Map<String, List<String>> other = new HashMap<>(keys);
            other.put(key, List.of("else"));
            assertThat(role.allows(new Access("rds:DeleteDBInstance", "db", other))).as(key).isFalse();
            other.remove(key);
            assertThat(role.allows(new Access("rds:DeleteDBInstance", "db", other))).as("no " + key).isFalse();
        }
    }

    @Test
    void asksForEveryValueWhereTheConditionSaysSo() {
        Role role = role("""
            {"Effect": "Allow", "Action": "rds:AddTagsToResource", "Resource": "*",
             "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}}\
            """);

        assertThat(role.allows(tagging("a"))).isTrue();
        assertThat(role.allows(tagging("a", "b"))).isTrue();
        assertThat(role.allows(tagging("a", "c"))).isFalse();
        assertThat(role.allows(tagging())).as("no tag at all").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}",
                "{\"Effect\": \"Allow\", \"Action\": \"rds:*\", \"NotResource\": \"*\"}",
                "{\"Effect\": \"Allow\", \"Action\": \"rds:*\", \"Resource\": \"*\", \"Condition\":"
                        + " {\"NumericEquals\": {\"a\": 1}}}",
                "{\"Effect\": \"Allow\", \"Action\": \"rds:*\", \"Resource\": \"*\", \"Condition\": {\"Bool\":"
                        + " {\"aws:Other\": \"true\"}}}"
            })
    void refusesAStatementThatItWouldNotJudgeAsIamDoes(String statement) {
        assertThatIllegalArgumentException().isThrownBy(() -> role(statement)).withMessageStartingWith("AFunction: ");
    }

    private static Access tagging(String... keys) {
        return new Access("rds:AddTagsToResource", SNAPSHOT, Map.of("aws:TagKeys", List.of(keys)));
    }

    private static Role role(String statements) {
        try {
            return Role.of("AFunction", List.of(
                    StrictJson.mapper().readTree("{\"Statement\": [%s]}".formatted(statements))));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
