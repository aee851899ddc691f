package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * A planned move waits for a person, with all prepared that can be while visitors are served. The state machine puts the
 * token of the answer in place of {@value Answer#TASK_TOKEN}.
 *
 * @param target the site that it makes active
 * @param timeoutSeconds how long it waits
 * @param aheadSeconds how long the backup took that was made ahead: the last one takes about as long
 * @param reason why it was started
 */
record MoveApprovalAsked(SiteName target, long timeoutSeconds, long aheadSeconds, @MayBeEmpty String reason) implements Notice {

    /** A target drains for up to 5 minutes by default. */
    private static final Duration DRAIN = Duration.ofMinutes(5);

    /** What the restore, the password, the tasks and the switch take in the drill: see {@code docs/failback.md}. */
    private static final Duration ACTIVATION = Duration.ofMinutes(15);

    @Override
    public String headline(Setting setting) {
        return "the move to %s waits for your approval".formatted(setting.region(target));
    }

    @Override
    public Stream<String> lines(Setting setting) {
        Duration ahead = Duration.ofSeconds(aheadSeconds);
        return Stream.concat(
                Stream.of(
                        "The move to %s waits for your answer until %s; without one nothing is moved. Visitors have noticed nothing so far."
                                .formatted(setting.site(target), setting.now().plusSeconds(timeoutSeconds).truncatedTo(ChronoUnit.MINUTES)),
                        "Where you approve, visitors are without the application for about %s: %s at most until no task is left, %s for the last backup, as the one ahead took, and about %s for the restore and the tasks. No row is lost."
                                .formatted(DurationInWords.of(DRAIN.plus(ahead).plus(ACTIVATION)), DurationInWords.of(DRAIN),
                                        DurationInWords.of(ahead), DurationInWords.of(ACTIVATION)),
                        "Where it fails before traffic moves, %s is given back what the fence took.".formatted(setting.site(target.other())),
                        setting.active(),
                        "Why it was started: " + Answer.unlikeTheToken(reason)),
                Answer.lines(setting));
    }
}
