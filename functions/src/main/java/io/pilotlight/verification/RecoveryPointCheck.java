package io.pilotlight.verification;

import java.util.stream.Stream;

/** One rule that must hold of a database's recovery points. */
@FunctionalInterface
interface RecoveryPointCheck {

    /** Returns what is against the rule, one finding at most for each way in which it is broken; makes no call. */
    Stream<Finding> findings(DatabaseBackups backups);
}
