package io.pilotlight.simulator.cloud.rds;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARNs of RDS. */
final class Arns {

    private static final String ACCOUNT = "123456789012";
    private static final Pattern ARN = Pattern.compile("arn:aws:rds:([a-z0-9-]+):" + ACCOUNT + ":(db|snapshot):(.+)");

    private Arns() {}

    /** What an ARN names; {@code kind} is {@code db} or {@code snapshot}. */
    record Named(String region, String kind, String id) {}

    static String instance(String region, String id) {
        return "arn:aws:rds:%s:%s:db:%s".formatted(region, ACCOUNT, id);
    }

    static String snapshot(String region, String id) {
        return "arn:aws:rds:%s:%s:snapshot:%s".formatted(region, ACCOUNT, id);
    }

    static boolean isArn(String text) {
        return text.startsWith("arn:");
    }

    static Named parse(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw RdsErrors.invalidValue("Invalid resource name: %s".formatted(arn));
        }
        return new Named(parts.group(1), parts.group(2), NamingRules.stored(parts.group(3)));
    }
}
