package io.pilotlight.verification;

import io.pilotlight.instance.RegionInstances;
import io.pilotlight.plan.Plan;
import io.pilotlight.restoretest.TestInstance;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * No restore test has left its instance: one that will not go is told with every verification until it is gone, also where
 * the plan names other databases by now.
 */
final class RestoreTestsLeft {

    /** So long a verification may last, and its clean-up after it. */
    private static final Duration OVER = Duration.ofHours(9);

    private RestoreTestsLeft() {}

    /** Makes no call. */
    static Stream<Finding> findings(Plan plan, RegionInstances standby, Instant now) {
        return standby.instances().stream()
                .flatMap(instance -> TestInstance.of(plan, instance).stream())
                .filter(test -> test.begunAt().plus(OVER).isBefore(now))
                .map(test -> new Finding(Check.RESTORE, Severity.CRITICAL, test.identifier(),
                        "it is the instance of a restore test of %s ago, and costs money: its status is '%s'%s".formatted(
                                DurationInWords.of(Duration.between(test.begunAt(), now)), test.status(),
                                test.isProtected() ? ", and it is protected from deletion" : ""),
                        "%sdelete it without a final snapshot and without its automated backups; it is tried every 15 minutes, and the "
                                .formatted(test.isProtected() ? "Switch its deletion protection off, or " : "Let it become available, or ")
                                + "log of RemoveRestoreTestsFunction says what RDS answers"));
    }
}
