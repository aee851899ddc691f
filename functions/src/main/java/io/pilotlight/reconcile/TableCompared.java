package io.pilotlight.reconcile;

import io.pilotlight.json.MayBeEmpty;

/**
 * What came of one table.
 *
 * @param onlyOld rows that the old primary alone has: they were lost
 * @param different rows that both have, with other values
 * @param deleted rows that the recovery point alone has: they were deleted at the old primary
 * @param oldRows how many rows the old primary has, where the rows could not be compared; empty where that is not known
 * @param usedRows the same of the recovery point
 * @param oldChecksum what {@code CHECKSUM TABLE} gives at the old primary, where the rows could not be compared
 * @param usedChecksum the same of the recovery point
 * @param detail why the rows could not be compared, in a phrase; empty where they were
 */
public record TableCompared(
        String table,
        Verdict verdict,
        long onlyOld,
        long different,
        long deleted,
        @MayBeEmpty String oldRows,
        @MayBeEmpty String usedRows,
        @MayBeEmpty String oldChecksum,
        @MayBeEmpty String usedChecksum,
        @MayBeEmpty String detail) {

    /** Whether the rows of a table were compared. */
    public enum Verdict {
        /** All of them. */
        COMPARED,
        /** Not: it has no primary key that gives its rows an order. */
        NO_KEY,
        /** Not all: the time for it was up; what was found until then is in the list. */
        TOO_LARGE,
        /** Not: its columns are others in the recovery point. */
        ALTERED,
        /** Not: one of both could not be read. */
        UNREADABLE
    }

    /** Tells whether a person has nothing to look at. */
    boolean isSame() {
        return verdict == Verdict.COMPARED && onlyOld + different + deleted == 0;
    }

    /** Says it in one line. */
    public String inWords() {
        String rows = "%d only at the old primary, %d different, %d deleted there".formatted(onlyOld, different, deleted);
        return verdict == Verdict.COMPARED ? "%s: %s".formatted(table, rows)
                : "%s: NOT COMPARED%s, because %s; rows %s there and %s in the recovery point, checksums %s and %s".formatted(table,
                        verdict == Verdict.TOO_LARGE ? " to its end (%s until then)".formatted(rows) : "", detail,
                        known(oldRows), known(usedRows), known(oldChecksum), known(usedChecksum));
    }

    private static String known(String value) {
        return value.isEmpty() ? "not known" : value;
    }
}
