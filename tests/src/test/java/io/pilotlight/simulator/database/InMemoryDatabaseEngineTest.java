package io.pilotlight.simulator.database;

final class InMemoryDatabaseEngineTest extends DatabaseEngineContract {

    private final DatabaseEngine engine = new InMemoryDatabaseEngine();

    @Override
    DatabaseEngine engine() {
        return engine;
    }
}
