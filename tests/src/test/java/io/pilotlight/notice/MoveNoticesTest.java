package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Severity;
import io.pilotlight.verification.Undone;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoveNoticesTest {

    private static final Failure FAILURE = new Failure("CheckApplication", "CheckApplicationDeadlineExceeded", "web has not passed its check");
    private static final List<Fence> FENCED = List.of(new Fence("web", "DONE", true, true, "", "no task runs"));

    @Test
    void saysWhereItServesNowAndForHowLongVisitorsWereWithoutWrites() {
        Mail mail = told(new Moved(SiteName.PRIMARY, "A person started it.", Settings.standbyActive().now().minusSeconds(1_200), List.of(
                new RestoredDatabase("visits", "visitor-db-20261122t165017-051644", "visitor-db-20261122t164400", Instant.EPOCH)),
                List.of(new TestedDatabase("visits", true, 3_024, "2026-11-22T16:43:51Z", List.of(), List.of())), List.of(), List.of()));

        assertThat(mail.subject()).endsWith("moved to eu-west-1");
        assertThat(mail.body()).contains(
                "from eu-west-1, with every row that was committed in eu-central-1",
                "without writes for 20 min at most",
                "from visitor-db-20261122t164400",
                "Read in isolation before anyone was served: visits: 3024 rows, the newest of 2026-11-22T16:43:51Z.",
                "costing money in eu-central-1: its DB instances");
        assertThat(mail.body()).doesNotContain("NOT READ");
    }

    @Test
    void saysWhatCouldNotBeReadBeforeVisitorsWereServed() {
        Finding large = new Finding(Finding.Check.NOT_CHECKED, Severity.CRITICAL, "orders/orders", "its newest time was not looked at", "index it");
        assertThat(told(moved(List.of(new TestedDatabase("orders", false, 7, "", List.of(large), List.of())), List.of())).body())
                .contains("NOT READ before visitors were served: orders/orders: its newest time was not looked at. Compare it with "
                        + "eu-central-1.")
                .doesNotContain("Read in isolation");
        assertThat(told(moved(List.of(), List.of(new Undone(Undone.Part.TEST, "visitor-counter", "", "it is RUNNING after 30 minutes")))).body())
                .contains("NOT READ before visitors were served: visitor-counter: restore tests were cut off: it is RUNNING after 30 minutes.");
        assertThat(told(moved(List.of(), List.of())).body()).as("a run that goes on with the switch").doesNotContain("NOT READ", "Read in isolation");
    }

    private static Notice moved(List<TestedDatabase> tests, List<Undone> untested) {
        return new Moved(SiteName.PRIMARY, "", Settings.standbyActive().now(), List.of(), tests, untested, List.of());
    }

    @Test
    void saysThatNothingWasTouchedByAMoveThatIsRefused() {
        Mail mail = told(new MoveRefused(SiteName.PRIMARY, "A recovery is running.", "A person started it."));

        assertThat(mail.subject()).endsWith("no move was made");
        assertThat(mail.body()).contains("A recovery is running. Nothing was touched.");
    }

    @Test
    void saysThatNoRowIsLostAndWhatWasGivenBackWhereItFailedBeforeTrafficMoved() {
        Mail mail = told(new MoveFailed(SiteName.PRIMARY, FAILURE, "A person started it.", false, false, true, FENCED,
                List.of(new GivenBack("web", "DONE", "", "2 of 2 tasks run")), List.of("visitor-db-20261122t165017-051644"), Settings.INCIDENT));

        assertThat(mail.subject()).endsWith("MOVE FAILED at CheckApplication");
        assertThat(mail.body()).contains(
                "Traffic: not moved. No row is lost",
                "The old site eu-central-1 was given back what the fence took",
                "in eu-west-1: visitor-db-20261122t165017-051644",
                "--input '{}'");
    }

    @Test
    void advisesToTakeNothingFromASiteThatTrafficMayHaveMovedTo() {
        Mail mail = told(new MoveFailed(SiteName.STANDBY, FAILURE, "A person started it.", true, false, true, FENCED, List.of(),
                List.of("visitor-db-20261122t165017-051644"), Settings.INCIDENT));

        assertThat(mail.body())
                .contains("Leave everything there as it is", "Keep them until it is known which site serves", "{\"to\": \"STANDBY\"")
                .doesNotContain("Delete", "No row is lost");
    }

    @Test
    void saysThatItGoesOnGivingBackWhatDoesNotComeBackAtOnce() {
        Mail mail = told(new MoveFailed(SiteName.PRIMARY, FAILURE, "A person started it.", false, true, true, FENCED,
                List.of(new GivenBack("web", "IN_PROGRESS", "", "0 of 2 tasks run")), List.of(), Settings.INCIDENT));

        assertThat(mail.subject()).endsWith("the site that served is not given back yet");
        assertThat(mail.body())
                .contains("This run goes on giving it back for 8 hours at least", "is not all there yet: web: 0 of 2 tasks run")
                .doesNotContain("then start again");
    }

    private static Mail told(Notice notice) {
        return Mail.of("visitor-counter", notice, Settings.standbyActive());
    }
}
