package io.pilotlight.simulator.promise;

import java.util.regex.Pattern;

/** The DB instances that are restored only to be looked at, by their names. */
final class RestoreTests {

    /** The site's name, {@code -test}, the test's minute and the recovery point's day and minute. */
    private static final Pattern NAME = Pattern.compile(".+-test-\\d{8}t\\d{6}-\\d{6}");

    private RestoreTests() {}

    static boolean isOne(String instanceIdentifier) {
        return NAME.matcher(instanceIdentifier).matches();
    }
}
