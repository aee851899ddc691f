package io.pilotlight.reconcile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.RealMySql;
import io.pilotlight.simulator.database.RealServer;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** The comparison of two MySQL servers; {@link RealMySql} says how they start. Skipped, with the reason, where its programs are missing. */
class CompareRowsOnMySqlTest extends RealServersContract {

    @Override
    RealServer start(Path work) {
        assumeTrue(RealMySql.missing().isEmpty(), RealMySql::missing);
        try {
            return new RealMySql(work);
        } catch (DatabaseUnavailable unstable) {
            // Debian's unstable distribution, from which it comes, may be broken for days.
            throw new TestAbortedException(unstable.getMessage(), unstable);
        }
    }
}
