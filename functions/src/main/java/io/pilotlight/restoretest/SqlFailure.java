package io.pilotlight.restoretest;

import java.io.IOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * What a failed statement or log-on means. A driver's own text goes no further: it may quote what was sent, and that may
 * hold a password or what is in a row.
 *
 * @see <a href="https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html">MySQL's error numbers</a>
 */
final class SqlFailure {

    /** SQL's class of states for a connection that failed. */
    private static final String CONNECTION = "08";

    /** Too many connections, shutting down, no memory, waited for a lock, deadlock, and a statement that was ended. */
    private static final Set<Integer> PASSING = Set.of(1037, 1038, 1040, 1041, 1053, 1205, 1213, 1317, 1927, 1969, 3024);

    private SqlFailure() {}

    /** Tells whether the same statement may succeed later, as opposed to one that MySQL refuses. */
    static boolean passes(SQLException failure) {
        if (failure instanceof SQLDataException) {
            return false;
        }
        return failure instanceof SQLTransientException
                || failure instanceof SQLTimeoutException
                || failure.getErrorCode() <= 0
                || PASSING.contains(failure.getErrorCode())
                || (failure.getSQLState() != null && failure.getSQLState().startsWith(CONNECTION));
    }

    /** Tells whether a log-on was refused by the database: no such account, a wrong password, or no such plugin there. */
    static boolean deniesAccess(SQLException failure) {
        return Set.of(1045, 1524, 1698).contains(failure.getErrorCode());
    }

    /** Returns why MySQL refused, in a phrase. */
    static String reason(SQLException failure) {
        if (failure instanceof SQLDataException) {
            return "the column holds no date and time";
        }
        String meaning = switch (failure.getErrorCode()) {
            case 1146, 1932 -> "there is no such table";
            case 1049 -> "there is no such schema";
            case 1054 -> "there is no such column";
            case 1044, 1142, 1143, 1370 -> "the account has no right to read it";
            case 1034, 1194, 1195, 1712 -> "it is damaged";
            default -> "it could not be read";
        };
        return "%s (MySQL error %d)".formatted(meaning, failure.getErrorCode());
    }

    /** Returns what is known of a failed connection: the error's number and state, and what the network said. */
    static String facts(SQLException failure) {
        StringBuilder facts = new StringBuilder("error %d, SQL state %s".formatted(
                failure.getErrorCode(), failure.getSQLState() == null ? "unknown" : failure.getSQLState()));
        for (Throwable cause = failure.getCause(); cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getClass().getName().startsWith("java")) {
                // The JDK's own: they know of hosts and certificates, and of no password.
                facts.append("; ").append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage());
            }
        }
        return facts.toString();
    }
}
