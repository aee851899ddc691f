package io.pilotlight.notice;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be recorded when a notice is worded. */
final class Settings {

    static final String INCIDENT = "20261122t165017";
    static final String ARN =
            "arn:aws:states:eu-central-1:123456789012:execution:pilot-light-failover:6c0e2d1f-5b0a-4f52-9d0e-0a7f7a3f3b11";
    static final String START =
            "aws stepfunctions start-execution --region eu-central-1 --state-machine-arn "
                    + "arn:aws:states:eu-central-1:123456789012:stateMachine:pilot-light-failover --input '{}'";
    static final Instant BEGAN = Instant.parse("2026-11-22T16:50:19Z");
    static final Instant NOW = BEGAN.plusSeconds(1234);

    private Settings() {}

    static Setting primaryActive() {
        return recorded(SiteName.PRIMARY, "");
    }

    static Setting standbyActive() {
        return recorded(SiteName.STANDBY, "");
    }

    /** The lease is held by the execution that speaks. */
    static Setting heldByItself(SiteName active) {
        return recorded(active, ARN);
    }

    static Setting anotherAtWork(SiteName active) {
        return recorded(active, ARN.replace("6c0e2d1f", "7d1f3e20"));
    }

    static Setting unknown() {
        return new Setting(new RunningExecution(ARN), BEGAN, NOW, Optional.empty(), Optional.empty(), List.of("eu-west-1", "eu-central-1"));
    }

    static Setting withoutPlan() {
        return new Setting(new RunningExecution(ARN), BEGAN, NOW, primaryActive().recorded(), Optional.empty(), List.of());
    }

    /** Two failovers have failed after their fence. */
    static Setting resting() {
        return new Setting(new RunningExecution(ARN), BEGAN, NOW, primaryActive().recorded(), Optional.of(Instant.parse("2026-11-22T23:00:00Z")),
                List.of("eu-west-1", "eu-central-1"));
    }

    static List<Setting> all() {
        return List.of(primaryActive(), standbyActive(), unknown(), withoutPlan(),
                heldByItself(SiteName.PRIMARY), heldByItself(SiteName.STANDBY),
                anotherAtWork(SiteName.PRIMARY), anotherAtWork(SiteName.STANDBY));
    }

    private static Setting recorded(SiteName active, String holder) {
        Instant expiresAt = holder.isEmpty() ? Instant.EPOCH : NOW.plusSeconds(3600);
        return new Setting(new RunningExecution(ARN), BEGAN, NOW,
                Optional.of(new RecoveryState(active, Optional.empty(), 3, INCIDENT, Optional.empty(), true, holder, expiresAt, false, "")), Optional.empty(),
                List.of("eu-west-1", "eu-central-1"));
    }
}
