package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failover was asked for and not made.
 *
 * @param why what held it back
 * @param detail what was seen, or who refused it
 * @param reason why it was started
 * @param givenBack what became of each service of the primary that was given back what a fence took, empty where
 *     nothing was
 * @param prepared whether anything was begun at the standby site before it stood down
 * @param removed whether that was removed again
 * @param leftInPlace the DB instances that were prepared there and could not be removed in time
 * @param resumed whether an earlier run of the incident was cut off or failed
 * @param incident the incident, empty where the run has none
 */
record StoodDown(
        Why why,
        @MayBeEmpty String detail,
        @MayBeEmpty String reason,
        List<GivenBack> givenBack,
        boolean prepared,
        boolean removed,
        List<String> leftInPlace,
        boolean resumed,
        @MayBeEmpty String incident) implements Notice {

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
        /** A person refused. */
        NOT_APPROVED,
        /** Nobody answered in time. */
        NOT_ANSWERED
    }

    @Override
    public String headline(Setting setting) {
        return "no failover was made";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                whatHeldItBack(setting),
                givenBack.isEmpty() ? "" : GivenBack.inWords(givenBack, setting.region(SiteName.PRIMARY)),
                touched(setting),
                setting.active(),
                why == Why.NOT_ASKED_FOR ? "" : "Why it was started: " + Shortened.text(reason),
                mayBeStarted(setting) ? "To fail over all the same:" : "",
                mayBeStarted(setting) ? setting.execution().startCommand(input()) : "",
                resumed
                        ? "An earlier run of this incident may have left DB instances in %s, which cost money: those whose tag pilot-light:incident is %s."
                                .formatted(setting.region(SiteName.STANDBY), incident)
                        : "");
    }

    private String touched(Setting setting) {
        if (!prepared) {
            return !givenBack.isEmpty() ? "" : resumed ? "This run touched nothing." : "Nothing was touched.";
        }
        return "%s%s".formatted(givenBack.isEmpty() ? "The primary was not touched. " : "", removed
                ? "What was prepared in %s was removed again.".formatted(setting.region(SiteName.STANDBY))
                : "What was prepared in %s is left there and costs money: DB instances%s whose tag pilot-light:incident is %s, and the tasks of the services.%s"
                        .formatted(
                                setting.region(SiteName.STANDBY),
                                leftInPlace.isEmpty() ? "" : " " + Shortened.list(leftInPlace, ", "),
                                incident,
                                setting.mayBeTakenFrom(SiteName.STANDBY) ? " Nobody needs them." : ""));
    }

    private String whatHeldItBack(Setting setting) {
        return switch (why) {
            case NOT_ASKED_FOR, LEASE_REFUSED -> Shortened.message(detail);
            case HEALTHY ->
                "The primary site (%s) is healthy, seen from %s: %s"
                        .formatted(
                                setting.region(SiteName.PRIMARY),
                                setting.execution().region(),
                                Shortened.message(detail));
            case UNKNOWN ->
                "It could not be told whether %s is down, and what is unknown fails nothing over: %s"
                        .formatted(setting.site(SiteName.PRIMARY), Shortened.message(detail));
            case NOT_APPROVED -> "The failover was not approved (%s).".formatted(Shortened.text(detail));
            case NOT_ANSWERED -> "The failover was not approved: nobody answered in time.";
        };
    }

    /** Where the standby site is active or a recovery is under way, there is nothing to start. */
    private boolean mayBeStarted(Setting setting) {
        return why != Why.LEASE_REFUSED && !setting.isActive(SiteName.STANDBY) && !setting.isAnotherAtWork();
    }

    private String input() {
        return why == Why.NOT_ASKED_FOR ? "{}" : "{\"force\": true, \"reason\": \"why\"}";
    }
}
