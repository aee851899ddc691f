package io.pilotlight.restoretest;

import io.pilotlight.simulator.database.RealMySql;
import io.pilotlight.simulator.database.RealServer;
import java.nio.file.Path;

/** The check on a MySQL server; {@link RealMySql} says how it starts. Skipped, with the reason, where its programs are missing. */
class OnMySqlTest extends RealServerContract {

    @Override
    RealServer start(Path work) {
        return RealMySql.startOrSkip(work);
    }

    @Override
    String statementLimit(int milliseconds) {
        return "SET GLOBAL max_execution_time = " + milliseconds;
    }
}
