package io.pilotlight.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One condition of a statement: the values of a key that a request must have.
 *
 * @param everyValue whether each value of the request must be one of these; a request without the key passes then
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
record Condition(Operator operator, boolean everyValue, String key, List<String> values) {

    private static final String EVERY_VALUE = "ForAllValues:";

    /** The keys that the simulated services fill in; those of tags end in the tag's key. */
    private static final Set<String> KEYS = Set.of(
            "aws:TagKeys", "application-autoscaling:service-namespace", "application-autoscaling:scalable-dimension",
            "cloudwatch:namespace", "ecs:CreateAction", "ecs:cluster", "iam:PassedToService",
            "kms:GrantIsForAWSResource", "kms:ViaService",
            "route53:ChangeResourceRecordSetsNormalizedRecordNames", "route53:ChangeResourceRecordSetsRecordTypes",
            "route53:ChangeResourceRecordSetsActions");

    private static final List<String> TAGS = List.of("aws:ResourceTag/", "aws:RequestTag/");

    /** How a value is compared. */
    enum Operator {
        StringEquals {
            @Override
            boolean holds(String wanted, String found) {
                return wanted.equals(found);
            }
        },
        StringLike {
            @Override
            boolean holds(String wanted, String found) {
                return Glob.of(wanted).matches(found);
            }
        },
        ArnEquals {
            @Override
            boolean holds(String wanted, String found) {
                return Glob.of(wanted).matches(found);
            }
        },
        Bool {
            @Override
            boolean holds(String wanted, String found) {
                return wanted.toLowerCase(Locale.ROOT).equals(found);
            }
        };

        abstract boolean holds(String wanted, String found);
    }

    /**
     * @throws IllegalArgumentException where the operator or the key is not known here, so that nothing is let through
     */
    static Condition of(String role, String operator, String key, JsonNode values) {
        boolean everyValue = operator.startsWith(EVERY_VALUE);
        String plain = everyValue ? operator.substring(EVERY_VALUE.length()) : operator;
        if (Stream.of(Operator.values()).noneMatch(known -> known.name().equals(plain))) {
            throw new IllegalArgumentException(
                    "%s: the condition operator %s is not known here; known are %s, with or without %s"
                            .formatted(role, operator, List.of(Operator.values()), EVERY_VALUE));
        }
        if (!KEYS.contains(key) && TAGS.stream().noneMatch(key::startsWith)) {
            throw new IllegalArgumentException(
                    "%s: no simulated service fills in the condition key %s".formatted(role, key));
        }
        return new Condition(Operator.valueOf(plain), everyValue, key, Statement.texts(values));
    }

    boolean holds(Map<String, List<String>> request) {
        List<String> found = request.getOrDefault(key, List.of());
        return everyValue
                ? found.stream().allMatch(this::isOneOf)
                : found.stream().anyMatch(this::isOneOf);
    }

    private boolean isOneOf(String found) {
        return values.stream().anyMatch(wanted -> operator.holds(wanted, found));
    }
}
