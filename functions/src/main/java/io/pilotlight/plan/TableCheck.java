package io.pilotlight.plan;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What must hold of a table in a restored database.
 *
 * @param table the table's name in the schema
 * @param minimumRows the fewest rows that are plausible, 0 or more
 * @param maximumRows the most rows that are plausible
 * @param timestampColumn a column that says when a row came to be, in UTC; empty where the table has none
 * @param newestWithin how long before the recovery point the newest row may lie at most; zero where there is no such column
 * @param checksum empty for none, {@code REPORT} to have it told, or the number that {@code CHECKSUM TABLE} must give
 */
public record TableCheck(
        String table,
        long minimumRows,
        long maximumRows,
        @MayBeEmpty String timestampColumn,
        Duration newestWithin,
        @MayBeEmpty String checksum) {

    /**
     * A name that MySQL takes in backticks, which every statement puts around it.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/identifiers.html">Schema object names</a>
     */
    static final Pattern NAME = Pattern.compile("[\\x{20}-\\x{7e}\\x{a0}-\\x{ffff}]{0,63}[\\x{21}-\\x{7e}\\x{a1}-\\x{ffff}]");
    static final String NAME_IN_WORDS = "a name of 1 to 64 characters that MySQL takes, such as visitors or shop-prod, without line breaks and not ending in a blank";

    /** What {@link #checksum} is where the checksum is told and not compared. */
    public static final String REPORT = "REPORT";

    private static final Pattern CHECKSUM = Pattern.compile("|REPORT|\\d{1,20}");
    private static final Pattern COLUMN = Pattern.compile("|" + NAME.pattern());

    public TableCheck {
        Require.matching("table", table, NAME, NAME_IN_WORDS);
        if (minimumRows < 0 || maximumRows < minimumRows) {
            throw new IllegalArgumentException("minimumRows is %d and maximumRows is %d; accepted is 0 or more, the minimum first"
                    .formatted(minimumRows, maximumRows));
        }
        Require.matching("timestampColumn", timestampColumn, COLUMN, "empty, or the name of a column");
        Require.matching("checksum", checksum, CHECKSUM, "empty, REPORT, or the number that CHECKSUM TABLE gives");
        if (timestampColumn.isEmpty() != newestWithin.isZero()) {
            throw new IllegalArgumentException("timestampColumn is '%s' and newestWithin is %s; accepted is both, or neither ('' and PT0S)"
                    .formatted(timestampColumn, newestWithin));
        }
        Require.between("newestWithin", newestWithin, Duration.ZERO, Duration.ofDays(365));
    }
}
