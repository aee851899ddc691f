package io.pilotlight.reconcile;

import io.pilotlight.restoretest.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the comparison of a database has come, the whole memory between two calls. It holds keys of rows, and is kept
 * where the rows are: never in the history of an execution.
 *
 * @param compared the tables that are done
 * @param left the tables that are left; the first is the one at hand
 * @param since when the first call of that one began; the epoch before it
 * @param after the key up to which it is compared
 * @param parts how many files of it are written
 * @param tries how many calls in a row came to no end of a step within their time
 */
record Progress(
        List<TableCompared> compared,
        List<String> left,
        Instant since,
        RowKey after,
        int parts,
        long onlyOld,
        long different,
        long deleted,
        int tries) {

    Progress {
        compared = List.copyOf(compared);
        left = List.copyOf(left);
    }

    static Progress of(List<String> tables) {
        return new Progress(List.of(), tables, Instant.EPOCH, RowKey.BEGIN, 0, 0, 0, 0, 0);
    }

    boolean isDone() {
        return left.isEmpty();
    }

    Progress begun(Instant now) {
        return new Progress(compared, left, now, after, parts, onlyOld, different, deleted, tries);
    }

    Progress upTo(RowKey key, int partsWritten, long moreOnlyOld, long moreDifferent, long moreDeleted) {
        return new Progress(compared, left, since, key, partsWritten, onlyOld + moreOnlyOld, different + moreDifferent,
                deleted + moreDeleted, 0);
    }

    Progress triedInVain() {
        return new Progress(compared, left, since, after, parts, onlyOld, different, deleted, tries + 1);
    }

    /** Ends the table at hand. */
    Progress ended(TableCompared table) {
        List<TableCompared> more = new ArrayList<>(compared);
        more.add(table);
        return new Progress(more, left.subList(1, left.size()), Instant.EPOCH, RowKey.BEGIN, 0, 0, 0, 0, 0);
    }
}
