package io.pilotlight.restoretest;

import io.pilotlight.step.NeedsPersonException;

/**
 * A restored database was there and answered, but would not have a table looked at: the table or a column is missing,
 * is damaged, or the account has no right to it.
 */
public final class UnreadableTableException extends NeedsPersonException {

    private final String reason;

    /** @param reason such as {@code there is no such table (MySQL error 1146)} */
    public UnreadableTableException(String schema, String table, String reason) {
        super("%s.%s cannot be looked at: %s. Nothing was changed.".formatted(schema, table, reason));
        this.reason = reason;
    }

    /** Returns why, in a phrase without a full stop. */
    public String reason() {
        return reason;
    }
}
