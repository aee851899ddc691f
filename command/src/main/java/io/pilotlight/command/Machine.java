package io.pilotlight.command;

import java.util.Locale;

/** A state machine that a person starts. */
public enum Machine {
    FAILOVER("FailoverStateMachine"),
    FAILBACK("FailbackStateMachine"),
    BACKUP("BackupStateMachine"),
    VERIFICATION("VerifyBackupsStateMachine"),
    RECONCILIATION("ReconcileStateMachine");

    private final String logicalName;

    Machine(String logicalName) {
        this.logicalName = logicalName;
    }

    /** Returns its name in {@code template.yaml}. */
    public String logicalName() {
        return logicalName;
    }

    String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
