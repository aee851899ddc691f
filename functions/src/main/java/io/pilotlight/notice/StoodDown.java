package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import java.util.stream.Stream;

/**
 * A failover was asked for and not made.
 *
 * @param why what held it back
 * @param detail what was seen, or who refused it
 * @param reason why it was started
 * @param resumed whether an earlier run of the incident was cut off or failed
 * @param incident the incident, empty where the run has none
 */
record StoodDown(Why why, String detail, String reason, boolean resumed, String incident) implements Notice {

    /** What held a failover back. */
    enum Why {
        /** The event that started it asks for none. */
        NOT_ASKED_FOR,
        /** Another recovery holds the lease, or the site is active already. */
        LEASE_REFUSED,
        /** The primary site is healthy. */
        HEALTHY,
        /** Nobody can tell whether the primary site is down. */
        UNKNOWN,
        /** A person refused, or nobody answered in time. */
        NOT_APPROVED
    }

    @Override
    public String headline(Setting setting) {
        return "no failover was made";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "No failover was made, and nothing was touched. %s.".formatted(whatHeldItBack(setting)),
                setting.active(),
                why == Why.NOT_ASKED_FOR ? "" : "Why it was started: " + Shortened.text(reason),
                mayBeForced()
                        ? "To fail over all the same: "
                                + setting.execution().startCommand("{\"force\": true, \"reason\": \"why\"}")
                        : "",
                resumed
                        ? ("An earlier run of this incident may have left DB instances in %s, which cost money: those"
                                        + " whose tag pilot-light:incident is %s.")
                                .formatted(setting.region(SiteName.STANDBY), incident)
                        : "");
    }

    private String whatHeldItBack(Setting setting) {
        String seen = Shortened.text(detail).replaceAll("[.\\s]+$", "");
        return switch (why) {
            case NOT_ASKED_FOR, LEASE_REFUSED -> seen;
            case HEALTHY ->
                "The primary site (%s) is healthy, seen from %s: %s"
                        .formatted(
                                setting.region(SiteName.PRIMARY),
                                setting.execution().region(),
                                seen);
            case UNKNOWN ->
                "It could not be told whether %s is down, and what is unknown fails nothing over: %s"
                        .formatted(setting.site(SiteName.PRIMARY), seen);
            case NOT_APPROVED -> "The failover was not approved (%s)".formatted(seen);
        };
    }

    private boolean mayBeForced() {
        return switch (why) {
            case HEALTHY, UNKNOWN, NOT_APPROVED -> true;
            case NOT_ASKED_FOR, LEASE_REFUSED -> false;
        };
    }
}
