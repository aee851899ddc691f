package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.reconcile.TableCompared;
import io.pilotlight.reconcile.TableCompared.Verdict;
import io.pilotlight.step.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldPrimaryNoticesTest {

    private static final ComparedDatabase.Why COMPARED = new ComparedDatabase.Why("", "", "");
    private static final String PLACE = "s3://b/visitor-counter/reconcile/20261122t165017/20261122t194012";

    @Test
    void saysInOneLookHowManyRowsThereAreAndWhereTheyLie() {
        Mail mail = told(compared(COMPARED, 17, 0, List.of(new TableCompared("visitors", Verdict.COMPARED, 17, 0, 0, "", "", "", "", ""))));

        assertThat(mail.subject()).endsWith("17 ROWS TO RECONCILE with the old primary");
        assertThat(mail.body()).contains("visits: 17 rows only there", "Nothing was merged.", "visitors: 17 only at the old primary",
                PLACE + "/<database>/", "{\"acknowledge\": \"%s\"}".formatted(Settings.INCIDENT));
    }

    @Test
    void saysWhichTableWasNotComparedAndWhatIsKnownOfIt() {
        Mail mail = told(compared(COMPARED, 0, 1, List.of(new TableCompared(
                "log", Verdict.NO_KEY, 0, 0, 0, "3", "2", "11", "", "it has no primary key"))));

        assertThat(mail.subject()).endsWith("the old primary was NOT COMPARED");
        assertThat(mail.body()).contains("log: NOT COMPARED, because it has no primary key; rows 3 there and 2 in the recovery point, checksums 11 and not known");
    }

    @Test
    void saysThatNothingIsMissingWhereBothAreTheSame() {
        assertThat(told(compared(COMPARED, 0, 0, List.of())).subject()).endsWith("the old primary has nothing that is missing");
    }

    @Test
    void saysWhatToDoWhereADatabaseCouldNotBeCompared() {
        Mail mail = told(compared(new ComparedDatabase.Why("TakeSnapshot", "AwsRefused", "it is gone"), 0, 0, List.of()));

        assertThat(mail.subject()).endsWith("the old primary was NOT COMPARED");
        assertThat(mail.body()).contains("visits was NOT COMPARED: TakeSnapshot (AwsRefused): it is gone",
                "start the state machine reconcile with {\"incident\": \"%s\"}".formatted(Settings.INCIDENT));
    }

    @Test
    void saysThatNothingWasLetGoOfWhereItFailed() {
        Mail mail = told(new OldPrimaryNotCompared(new Failure("DecideReconciliation", "InvalidPlan", "there is none"), ""));

        assertThat(mail.body()).contains("It failed at DecideReconciliation (InvalidPlan): there is none", "were kept");
    }

    /** People were told of the comparison before. */
    @Test
    void doesNotSayOfAComparisonThatCouldNotBeRecordedThatNothingWasCompared() {
        Mail mail = told(new OldPrimaryNotCompared(new Failure("RecordReconciliation", "AwsRefused", "not allowed"), Settings.INCIDENT));

        assertThat(mail.subject() + mail.body()).contains("could not be RECORDED", "It failed at RecordReconciliation (AwsRefused): not allowed",
                "that holds", "with the same input").doesNotContain("NOT COMPARED", "were kept", "with {}");
    }

    @Test
    void saysWhatWasRemovedOnceAPersonHasSaidSo() {
        assertThat(told(new OldPrimaryAcknowledged(Settings.INCIDENT, List.of("s in eu-west-1"))).body())
                .contains("Removed: s in eu-west-1.", "The lists of its rows stay in the bucket");
        assertThat(told(new OldPrimaryAcknowledged(Settings.INCIDENT, List.of())).body()).contains("so none was removed");
    }

    private static OldPrimaryCompared compared(ComparedDatabase.Why failure, long onlyOld, int notCompared, List<TableCompared> tables) {
        return new OldPrimaryCompared(Settings.INCIDENT, PLACE, List.of(
                new ComparedDatabase("visits", failure, 2, onlyOld, 0, 0, notCompared, tables, List.of())));
    }

    private static Mail told(Notice notice) {
        return Mail.of("visitor-counter", notice, Settings.standbyActive());
    }
}
