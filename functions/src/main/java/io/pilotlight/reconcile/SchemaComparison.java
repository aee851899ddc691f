package io.pilotlight.reconcile;

import io.pilotlight.reconcile.TableCompared.Verdict;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RowKey;
import io.pilotlight.restoretest.TableShape;
import io.pilotlight.restoretest.TimeUpException;
import io.pilotlight.restoretest.UnreadableTableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One call's part of the comparison of a schema: one table after the other, by name. */
final class SchemaComparison {

    /** Each table has so long. */
    private static final Duration A_TABLE = Duration.ofHours(1);
    /** What was cut off is tried once more only: blocks that it has read are there by then. */
    private static final int MOST_TRIES = 2;

    private final String schema;
    private final RestoredDatabase old;
    private final RestoredDatabase used;
    private final ComparedFiles files;
    private final Clock clock;
    private final Instant until;
    /** What is noted in the bucket: the list holds what it says was compared. */
    private Progress noted;

    /** @param until when the time for all tables together is up */
    SchemaComparison(String schema, RestoredDatabase old, RestoredDatabase used, ComparedFiles files, Clock clock, Instant until) {
        this.schema = schema;
        this.old = old;
        this.used = used;
        this.files = files;
        this.clock = clock;
        this.until = until;
    }

    /** Compares until everything is, or until that time: what is begun then has as long again. */
    Progress goOn(Instant callEnds) {
        noted = files.progress().orElseGet(() -> Progress.of(tables()));
        try {
            while (!noted.isDone() && clock.instant().isBefore(callEnds)) {
                table(callEnds);
            }
        } catch (TimeUpException _) {
            note(noted.triedInVain());
        }
        return noted;
    }

    private void note(Progress progress) {
        files.write(progress);
        noted = progress;
    }

    private List<String> tables() {
        return Stream.concat(old.tables(schema).stream(), used.tables(schema).stream()).distinct().sorted().toList();
    }

    private void table(Instant callEnds) {
        String table = noted.left().getFirst();
        if (noted.since().equals(Instant.EPOCH)) {
            note(noted.begun(clock.instant()));
        }
        try {
            if (isTimeUp()) {
                note(noted.ended(uncompared(table, Verdict.TOO_LARGE, "its time was up")));
            } else {
                compare(table, callEnds);
            }
        } catch (UnreadableTableException failure) {
            note(noted.ended(uncompared(table, Verdict.UNREADABLE, failure.reason())));
        }
    }

    private boolean isTimeUp() {
        Instant now = clock.instant();
        return noted.tries() >= MOST_TRIES || !now.isBefore(until) || !now.isBefore(noted.since().plus(A_TABLE));
    }

    private void compare(String table, Instant callEnds) {
        boolean isAtOld = old.tables(schema).contains(table);
        boolean isInUsed = used.tables(schema).contains(table);
        if (!isAtOld) {
            note(noted.ended(uncompared(table, Verdict.UNREADABLE, "the old primary does not have it any more")));
            return;
        }
        TableShape shape = old.shape(schema, table);
        if (!shape.hasOrder()) {
            note(noted.ended(uncompared(table, Verdict.NO_KEY, shape.key().isEmpty() ? "it has no primary key"
                    : "its primary key %s has no order that can be followed".formatted(shape.keyInWords()))));
        } else if (isInUsed && !used.shape(schema, table).equals(shape)) {
            note(noted.ended(uncompared(table, Verdict.ALTERED, "its columns or its key are others in the recovery point")));
        } else {
            rows(table, new TableComparison(old, used, schema, table, shape, isInUsed), callEnds);
        }
    }

    private void rows(String table, TableComparison comparison, Instant callEnds) {
        PartWriter lines = new PartWriter(files, table, noted.parts());
        Progress progress = noted;
        boolean ends;
        boolean isLast;
        do {
            TableComparison.Range range = comparison.compareAfter(progress.after(), lines);
            isLast = range.last().isBegin();
            ends = isLast || !clock.instant().isBefore(callEnds) || isTimeUp();
            int parts = ends ? lines.write() : lines.parts();
            progress = progress.upTo(range.last(), parts, range.onlyOld(), range.different(), range.deleted());
            if (ends || lines.isWritten() && parts > noted.parts()) {
                note(isLast ? progress.ended(new TableCompared(table, Verdict.COMPARED, progress.onlyOld(), progress.different(),
                        progress.deleted(), "", "", "", "", "")) : progress);
            }
        } while (!ends);
    }

    /** Its count and checksum of both sides alone; not even those once the time for all tables is up. */
    private TableCompared uncompared(String table, Verdict verdict, String detail) {
        if (!clock.instant().isBefore(until)) {
            return new TableCompared(table, verdict, noted.onlyOld(), noted.different(), noted.deleted(), "", "", "", "", detail);
        }
        return new TableCompared(table, verdict, noted.onlyOld(), noted.different(), noted.deleted(),
                known(() -> rows(old, table)), known(() -> rows(used, table)),
                known(() -> old.checksum(schema, table)), known(() -> used.checksum(schema, table)), detail);
    }

    private String rows(RestoredDatabase database, String table) {
        RestoredDatabase.TableRead read = database.read(schema, table, 0);
        return read.whole() ? Long.toString(read.rows()) : "more than %d".formatted(read.rows());
    }

    private static String known(Supplier<String> question) {
        try {
            return question.get();
        } catch (UnreadableTableException | TimeUpException _) {
            return "";
        }
    }
}
