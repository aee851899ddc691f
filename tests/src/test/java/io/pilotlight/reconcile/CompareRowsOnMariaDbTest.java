package io.pilotlight.reconcile;

import io.pilotlight.simulator.database.RealMariaDb;
import io.pilotlight.simulator.database.RealServer;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The comparison of two MariaDB servers, relatives of the MySQL in RDS. */
@ResourceLock(RealMariaDb.PROGRAMS_IN_USE)
class CompareRowsOnMariaDbTest extends RealServersContract {

    @Override
    RealServer start(Path work) {
        return new RealMariaDb(work);
    }
}
