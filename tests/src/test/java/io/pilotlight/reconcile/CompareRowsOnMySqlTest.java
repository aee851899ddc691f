package io.pilotlight.reconcile;

import io.pilotlight.simulator.database.RealMySql;
import io.pilotlight.simulator.database.RealServer;
import java.nio.file.Path;

/** The comparison of two MySQL servers; {@link RealMySql} says how they start. Skipped, with the reason, where its programs are missing. */
class CompareRowsOnMySqlTest extends RealServersContract {

    @Override
    RealServer start(Path work) {
        return RealMySql.startOrSkip(work);
    }
}
