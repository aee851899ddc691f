package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A failover waits for a person. The state machine knows the token of the answer only once it asks, and puts it in
 * place of {@value Answer#TASK_TOKEN}.
 *
 * @param timeoutSeconds how long it waits
 * @param reason why it was started
 * @param outage what the probes saw
 * @param because why it does not act by itself, empty where the plan asks or the outage does not speak for itself
 * @param seen what the last look at the primary site said, such as {@code HEALTHY} where it came back meanwhile
 * @param prepared the databases that are restored at the standby site already, empty where that is not done
 */
record ApprovalAsked(
        long timeoutSeconds,
        @MayBeEmpty String reason,
        @MayBeEmpty String outage,
        @MayBeEmpty String because,
        Seen seen,
        List<RestoredDatabase> prepared)
        implements Notice {

    /** What the last look at the primary site said. */
    enum Seen {
        HEALTHY,
        UNHEALTHY,
        UNKNOWN
    }

    @Override
    public String headline(Setting setting) {
        return "failover waits for your approval";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.concat(
                Stream.of(
                        "The failover to %s waits for your answer until %s; without one it stands down. The primary is not touched before."
                                .formatted(
                                        setting.region(SiteName.STANDBY),
                                        setting.now().plusSeconds(timeoutSeconds).truncatedTo(ChronoUnit.MINUTES)),
                        because.isEmpty() ? "" : "Why you are asked: " + Answer.unlikeTheToken(because),
                        choice(setting),
                        "Meanwhile tasks may run in %s on restored data, without visitors: what they do by themselves, such as scheduled work or mails, they do there too. They are stopped where you refuse, and before newer data is restored."
                                .formatted(setting.region(SiteName.STANDBY)),
                        setting.active(),
                        "Outage: " + Answer.unlikeTheToken(outage),
                        "Why it was started: " + Answer.unlikeTheToken(reason)),
                Answer.lines(setting));
    }

    /** What each answer costs, where the outage does not speak for itself any more. */
    private String choice(Setting setting) {
        String seenNow = switch (seen) {
            case UNHEALTHY -> "";
            case HEALTHY -> "%s is HEALTHY AGAIN.".formatted(setting.site(SiteName.PRIMARY));
            case UNKNOWN -> "It cannot be told any more whether %s is down.".formatted(setting.site(SiteName.PRIMARY));
        };
        return seen == Seen.UNHEALTHY
                ? ""
                : ("%s The standby is ready: %s. To approve moves visitors there, and loses what was written after that."
                                + " To refuse loses nothing, leaves visitors where they are, and removes what was prepared.")
                        .formatted(
                                capitalized(seenNow),
                                prepared.isEmpty()
                                        ? "nothing had to be restored"
                                        : Shortened.list(prepared.stream().map(RestoredDatabase::inWords).toList(), "; "));
    }

    private static String capitalized(String sentence) {
        return sentence.isEmpty() ? sentence : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
