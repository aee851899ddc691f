package io.pilotlight.simulator.cloud.rds;

import java.util.regex.Pattern;

/**
 * The rules for a master password of MySQL.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html">ModifyDBInstance,
 *     MasterUserPassword</a>
 */
final class Passwords {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 41;
    private static final Pattern ALLOWED = Pattern.compile("[!-~&&[^/@\"]]*");

    private Passwords() {}

    static void require(String password) {
        if (password == null || password.length() < SHORTEST) {
            throw invalid("it is shorter than %d characters.".formatted(SHORTEST));
        }
        if (password.length() > LONGEST) {
            throw invalid("it is longer than %d characters.".formatted(LONGEST));
        }
        if (!ALLOWED.matcher(password).matches()) {
            throw invalid("it contains other than printable ASCII characters besides '/', '@', '\"', ' '.");
        }
    }

    private static RuntimeException invalid(String why) {
        return RdsErrors.invalidValue("The parameter MasterUserPassword is not a valid password because " + why);
    }
}
