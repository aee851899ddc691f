package io.pilotlight.restoretest;

import io.pilotlight.plan.TableCheck;
import io.pilotlight.restoretest.CheckRestoredDataHandler.Input;
import io.pilotlight.restoretest.CheckRestoredDataHandler.Result;
import io.pilotlight.restoretest.RestoredDatabase.TableRead;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call's part of the look at a table; a question that cannot be answered is a finding, and does not stop the next. */
final class TableLook {

    /** What was cut off is tried once more only: blocks that it has read are there by then, and a third time is no quicker. */
    private static final int MOST_TRIES = 2;
    private static final double MILLISECONDS = 1000.0;

    private final Input input;
    private final TableJudge judge;
    private final TableCheck table;
    private final List<Finding> findings;
    private Question question;
    private int tries;
    private boolean whole;
    private long rows;
    private String newest;
    private String checksum;
    private double warmUpSeconds;

    TableLook(Input input) {
        this.input = input;
        this.judge = new TableJudge(input);
        this.table = input.table();
        Result soFar = input.soFar();
        this.findings = new ArrayList<>(soFar.findings());
        this.question = soFar.question();
        this.tries = soFar.tries();
        this.whole = soFar.whole();
        this.rows = soFar.rows();
        this.newest = soFar.newest();
        this.checksum = soFar.checksum();
        this.warmUpSeconds = soFar.warmUpSeconds();
    }

    /** Asks one question, or a part of it. */
    void ask(RestoredDatabase database) {
        try {
            switch (question) {
                case READ -> read(database.read(input.schema(), table.table(), rows));
                case CHECK -> answered(judge.checked(database.check(input.schema(), table.table())));
                case NEWEST -> newest(database.newest(input.schema(), table.table(), table.timestampColumn(), input.restoredAt()));
                case CHECKSUM -> checksum(database.checksum(input.schema(), table.table()));
                case NONE -> { }
            }
        } catch (UnreadableTableException failure) {
            boolean isThere = question != Question.READ;
            answered(Optional.of(judge.unreadable(failure)));
            question = isThere ? question : Question.NONE;
        } catch (TimeUpException _) {
            timeUp();
        }
    }

    /** Ends the look: what was not asked until now is not asked any more. */
    Result outOfTime(Instant now) {
        while (question != Question.NONE) {
            notLookedAt();
        }
        return result(now);
    }

    private void read(TableRead read) {
        rows = read.rows();
        whole = read.whole();
        tries = 0;
        warmUpSeconds += read.duration().toMillis() / MILLISECONDS;
        if (whole) {
            answered(judge.rows(rows));
        }
    }

    private void newest(Optional<Newest> answer) {
        newest = answer.map(Newest::toString).orElse("");
        answered(judge.newest(rows, answer));
    }

    private void checksum(String answer) {
        checksum = answer;
        answered(judge.checksum(answer));
    }

    private void timeUp() {
        tries++;
        if (tries == MOST_TRIES) {
            notLookedAt();
        }
    }

    private void notLookedAt() {
        answered(Optional.of(question == Question.READ ? judge.partlyRead(rows) : judge.notLookedAt(question)));
    }

    private void answered(Optional<Finding> finding) {
        finding.ifPresent(findings::add);
        tries = 0;
        do {
            question = question.next();
        } while (!isAsked());
    }

    private boolean isAsked() {
        return switch (question) {
            case READ, NONE -> true;
            case NEWEST -> !table.timestampColumn().isEmpty();
            case CHECKSUM -> !table.checksum().isEmpty();
            case CHECK -> input.checkTable();
        };
    }

    /** What could not be read to its end in its time is not gone over whole again. */
    Result result(Instant now) {
        if (question == Question.READ && rows > 0 && input.isReadEnough(now)) {
            notLookedAt();
        }
        while (!whole && (question == Question.CHECKSUM || question == Question.CHECK)) {
            notLookedAt();
        }
        Status status = question != Question.NONE ? Status.IN_PROGRESS
                : findings.stream().anyMatch(Finding::isCritical) ? Status.REFUSED : Status.DONE;
        return new Result(status, question, tries, whole, rows, newest, checksum, warmUpSeconds, findings);
    }
}
