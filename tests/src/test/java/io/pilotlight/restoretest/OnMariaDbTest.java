package io.pilotlight.restoretest;

import io.pilotlight.simulator.database.RealMariaDb;
import io.pilotlight.simulator.database.RealServer;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The check on a MariaDB server, a relative of the MySQL in RDS. */
@ResourceLock(RealMariaDb.PROGRAMS_IN_USE)
class OnMariaDbTest extends RealServerContract {

    @Override
    RealServer start(Path work) {
        return new RealMariaDb(work);
    }

    @Override
    String statementLimit(int milliseconds) {
        return "SET GLOBAL max_statement_time = %s".formatted(milliseconds / 1000.0);
    }
}
