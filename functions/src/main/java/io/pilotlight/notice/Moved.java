package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Undone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A planned move succeeded.
 *
 * @param target the site that serves now
 * @param reason why it was started
 * @param withoutWritesSince when the fence of the other site began
 * @param databases what each database was restored from
 * @param tests what was read of the last snapshots in isolation, before anyone was served from them
 * @param untested why nothing was, where it was to be
 * @param remarks what is other than planned
 */
record Moved(
        SiteName target,
        @MayBeEmpty String reason,
        Instant withoutWritesSince,
        List<RestoredDatabase> databases,
        List<TestedDatabase> tests,
        List<Undone> untested,
        List<String> remarks)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return "moved to " + setting.region(target);
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The application answers under its public name from %s, with every row that was committed in %s."
                        .formatted(setting.region(target), setting.region(target.other())),
                setting.active(),
                "Visitors were without writes for %s at most; the whole move took %s.".formatted(
                        DurationInWords.of(Duration.between(withoutWritesSince, setting.now())),
                        DurationInWords.of(Duration.between(setting.startedAt(), setting.now()))),
                databases.isEmpty()
                        ? "This run went on with a move that was cut off after traffic had begun to move."
                        : "Restored: %s.".formatted(Shortened.list(databases.stream().map(RestoredDatabase::inWords).toList(), "; ")),
                read(setting.region(target.other())),
                "Left in place and costing money in %s: its DB instances. No task runs there, and none will be started. Do not start it by hand: its database is out of date. What a recovery or a move has restored is removed later by itself, unless the plan keeps it, and you are told of the day before."
                        .formatted(setting.region(target.other())),
                "Backups go to %s from now on.".formatted(setting.region(target.other())),
                "Why it was started: " + Shortened.text(reason),
                remarks.isEmpty() ? "" : "Other than planned: " + Shortened.text(String.join("; ", remarks)));
    }

    private String read(String left) {
        List<String> unread = unread();
        if (!unread.isEmpty()) {
            return "NOT READ before visitors were served: %s. Compare it with %s.".formatted(Shortened.text(String.join("; ", unread)), left);
        }
        return tests.isEmpty() ? "" : "Read in isolation before anyone was served: %s.".formatted(
                Shortened.text(String.join("; ", tests.stream().map(TestedDatabase::inWords).toList())));
    }

    private List<String> unread() {
        return Stream.concat(
                untested.stream().map(Undone::finding).map(finding -> "%s: %s".formatted(finding.subject(), finding.problem())),
                tests.stream().filter(test -> !test.passed()).flatMap(TestedDatabase::reasons)).toList();
    }
}
