package io.pilotlight.notice;

import io.pilotlight.backup.BackupFailure;
import io.pilotlight.notice.StoodDown.Why;
import io.pilotlight.plan.SiteName;
import io.pilotlight.reconcile.TableCompared;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Failure;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Finding.Check;
import io.pilotlight.verification.RestoreTestMade;
import io.pilotlight.verification.Severity;
import io.pilotlight.verification.Undone;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every kind of notice, made of the same few facts.
 *
 * @param text stands for every text that somebody else wrote
 * @param name stands for every name that people give
 * @param count how many databases, services and findings there are
 */
record Facts(String text, String name, int count) {

    private static final Instant TAKEN_AT = Instant.parse("2026-11-22T16:45:00Z");

    /** Returns each kind, and each in every form that it has. */
    List<Notice> notices() {
        return Stream.of(
                        Stream.of(backupFailed(), new ConfigurationChanged(names(), name), leftBehind(false), leftBehind(true)),
                        Arrays.stream(ApprovalAsked.Seen.values())
                                .map(seen -> new ApprovalAsked(86_400, text, text, text, seen, restored())),
                        Stream.of(true, false).flatMap(this::failoverFailed),
                        Stream.of(true, false).map(this::recovered),
                        Stream.of(new OldSiteFenced(), new OldSiteNotFenced(fences(false))),
                        Arrays.stream(Why.values()).flatMap(this::stoodDown),
                        Stream.of(new SwitchNotProven(SiteName.STANDBY, false, failure(), restored(), fences(false), text, text)),
                        Arrays.stream(SiteName.values()).flatMap(this::moves),
                        Stream.of(compared("CompareRows"), compared(""), new OldPrimaryNotCompared(failure(), Settings.INCIDENT),
                                new OldPrimaryAcknowledged(Settings.INCIDENT, names())),
                        Stream.of(new FindingsFound(findings(), tests()), new VerificationFailed(failure(), findings(), undone())))
                .<Notice>flatMap(Function.identity())
                .toList();
    }

    private Stream<Notice> failoverFailed(boolean fenced) {
        return Stream.of(true, false).map(switched -> new FailoverFailed(failure(), text, text, switched, fences(fenced),
                fenced && !switched ? repeated(_ -> new GivenBack(name, "FAILED", text, text)) : List.of(),
                true, true, Settings.INCIDENT, instances()));
    }

    private Stream<Notice> moves(SiteName target) {
        return Stream.of(
                new Moved(target, text, TAKEN_AT, restored(), List.of(), undone(), names()),
                new Moved(target, text, TAKEN_AT, restored(), repeated(i -> new TestedDatabase(name, i % 2 == 0, 1_000_000, text, findings(), undone())),
                        undone(), names()),
                new MoveRefused(target, text, text),
                new MoveApprovalAsked(target, 86_400, 86_400, text),
                new MoveFailed(target, failure(), text, false, true, true, fences(true), repeated(_ -> new GivenBack(name, "FAILED", text, text)),
                        instances(), Settings.INCIDENT),
                new SwitchNotProven(target, true, failure(), restored(), fences(false), text, text),
                new MoveFailed(target, failure(), text, true, false, true, fences(true), List.of(), instances(), Settings.INCIDENT));
    }

    private Notice compared(String failedAt) {
        return new OldPrimaryCompared(Settings.INCIDENT, "s3://pilot-light-backups-123456789012/visitor-counter/reconcile/20261122t165017/20261122t194012",
                repeated(_ -> new ComparedDatabase(name, new ComparedDatabase.Why(failedAt, name, text), 30, 1_000_000, 17, 0, 1,
                        repeated(_ -> new TableCompared(name, TableCompared.Verdict.NO_KEY, 0, 0, 0, "1", "2", "3", "4", "it has no primary key")),
                        instances())));
    }

    private Stream<Notice> stoodDown(Why why) {
        return Stream.of(
                new StoodDown(why, text, text, List.of(), false, false, List.of(), true, Settings.INCIDENT),
                new StoodDown(why, text, text, repeated(_ -> new GivenBack(name, "FAILED", text, text)), true, true, List.of(), true, Settings.INCIDENT),
                new StoodDown(why, text, text, List.of(), true, false, instances(), true, Settings.INCIDENT));
    }

    private List<RestoredDatabase> restored() {
        return repeated(i -> new RestoredDatabase(name, instance(i), name, TAKEN_AT));
    }

    private Notice recovered(boolean fenced) {
        return new Recovered(text, text, 1800, restored(), names(), fences(fenced), instances(), true, Settings.INCIDENT);
    }

    private Notice backupFailed() {
        return new BackupFailed(
                repeated(_ -> new BackupFailure(name, "TakeSnapshot", AwsUnavailableException.class.getName(), text)),
                "2026-11-20T16:45:00Z", names());
    }

    private Failure failure() {
        return new Failure("CheckApplication", name, text);
    }

    private List<Fence> fences(boolean fenced) {
        return repeated(_ -> new Fence(name, "FAILED", fenced, true, name, text));
    }

    private List<Finding> findings() {
        return repeated(_ -> new Finding(Check.RESTORE, Severity.CRITICAL, name, "problem: " + text, "remedy: " + text));
    }

    private List<Undone> undone() {
        return repeated(_ -> new Undone(Undone.Part.CHECK_SERVICE, name, name, text));
    }

    private List<RestoreTestMade> tests() {
        return repeated(_ -> new RestoreTestMade(name, name, true, 754.2, 12.5, 182_340));
    }

    private LeftBehind leftBehind(boolean isRemoved) {
        return isRemoved
                ? new LeftBehind(List.of(), Collections.nCopies(count, new LeftBehind.Removed("eu-central-1", name, name)))
                : new LeftBehind(Collections.nCopies(count, new LeftBehind.Announced("eu-central-1", name, TAKEN_AT)), List.of());
    }

    private List<String> names() {
        return Collections.nCopies(count, name);
    }

    private List<String> instances() {
        return repeated(Facts::instance);
    }

    static String instance(int number) {
        return "%s-%s-%06d".formatted("d".repeat(40), Settings.INCIDENT, number);
    }

    private <T> List<T> repeated(IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }
}
