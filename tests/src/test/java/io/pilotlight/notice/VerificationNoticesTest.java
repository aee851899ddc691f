package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.step.Failure;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Finding.Check;
import io.pilotlight.verification.RestoreTestMade;
import io.pilotlight.verification.Severity;
import io.pilotlight.verification.Undone;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are told of a verification of the backups, and of a file that somebody changed. */
class VerificationNoticesTest {

    private static final Finding MISSING = new Finding(Check.RECOVERY_POINT_MISSING, Severity.CRITICAL, "visits",
            "there is no usable recovery point", "Start the state machine backup with {}");
    private static final Finding TAGS = new Finding(Check.TAGS, Severity.WARNING, "visits/visitor-db-1", "it has lost its tags", "Tag it");

    @Test
    void tellsEachFindingWithItsRemedy() {
        Mail told = mail(new FindingsFound(List.of(MISSING, TAGS), List.of()));

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: backups: 1 critical finding, 1 warning");
        assertThat(told.body()).startsWith("""
                CRITICAL: visits: there is no usable recovery point. Start the state machine backup with {}.
                WARNING: visits/visitor-db-1: it has lost its tags. Tag it.
                """).contains("Then verify again:\n" + Settings.START).doesNotContain("more stand", "Restore tests");
    }

    @Test
    void countsTheFindingsThatThereIsNoRoomFor() {
        Mail told = mail(new FindingsFound(Collections.nCopies(200, MISSING), List.of()));

        assertThat(told.subject()).endsWith("backups: 200 critical findings");
        long shown = told.body().lines().filter(line -> line.startsWith("CRITICAL: visits")).count();
        assertThat(shown).isEqualTo(6);
        assertThat(told.body()).contains("\n194 more stand in the execution's output.\n");
    }

    @Test
    void tellsEachRestoreTest() {
        assertThat(mail(new FindingsFound(List.of(MISSING), List.of(
                        new RestoreTestMade("visits", "visitor-db-1", true, 754.2, 12.5, 4711),
                        new RestoreTestMade("audit", "audit-db-1", false, 0, 0, 0),
                        new RestoreTestMade("orders", "", false, 0, 0, 0)))).body())
                .contains("Restore tests: FAILED of audit, audit-db-1 was not restored; FAILED of orders, there was no recovery point to restore; "
                        + "and 1 more, in the execution.");
        assertThat(mail(new FindingsFound(List.of(MISSING), List.of(new RestoreTestMade("visits", "visitor-db-1", true, 754.2, 12.5, 4711)))).body())
                .contains("Restore tests: PASSED of visits, visitor-db-1 was restored in 12 min 34 s; 4711 rows were read in 12 s.");
        assertThat(mail(new FindingsFound(List.of(MISSING), List.of(new RestoreTestMade("orders", "", false, 0, 0, 0)))).body())
                .contains("Restore tests: FAILED of orders, there was no recovery point to restore.");
    }

    @Test
    void saysWhyAVerificationFailedAndWhatItFoundUntilThen() {
        Mail told = mail(new VerificationFailed(new Failure("ReportFindings", "States.Timeout", ""), List.of(MISSING),
                List.of(new Undone(Undone.Part.CHECK_SERVICE, "web", "States.Timeout", "it took too long"))));

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: BACKUP VERIFICATION FAILED at ReportFindings");
        assertThat(told.body())
                .startsWith("The verification of the backups failed at ReportFindings (Timeout): no cause was given.\n")
                .contains("Until one ends well nobody knows that the backups can be restored.", "verify again:\n" + Settings.START,
                        "Found all the same, and in no metric: visits: there is no usable recovery point; web: the saved configuration"
                                + " and the idle service could not be checked: it took too long.");
    }

    @Test
    void speaksOfNoFindingsWhereThereAreNone() {
        assertThat(mail(new VerificationFailed(new Failure("DecideVerification", "E", "no plan"), List.of(), List.of())).body())
                .contains("failed at DecideVerification (E): no plan.").doesNotContain("Found all the same");
    }

    @Test
    void saysWhichFilesSomebodyChangedAndThatNothingIsLost() {
        Mail told = mail(new ConfigurationChanged(List.of("visitor-counter/web/task-def-backup.json"), "backups"));

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: a saved configuration was changed by hand");
        assertThat(told.body()).startsWith("Somebody changed what is saved of the services: visitor-counter/web/task-def-backup.json "
                        + "in the bucket backups (eu-central-1). The backup goes on.\n")
                .contains("its previous version in the bucket, kept for 30 days", "make it to the service itself");
    }

    private static Mail mail(Notice notice) {
        return Mail.of("visitor-counter", notice, Settings.primaryActive());
    }
}
