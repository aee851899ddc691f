package io.pilotlight.simulator.application;

import io.pilotlight.health.HttpProbe;

/** One running copy of the application, in one task. */
public interface Application extends AutoCloseable {

    /** Answers a GET of a path, such as {@code /} or {@code /health}. */
    HttpProbe.Answer get(String path);

    /** Tells what the health check of its container finds, which runs inside: whether it can do its work. */
    default boolean isWell() {
        return get("/health").status() == 200;
    }

    @Override
    void close();

    /** Starts copies of the application. */
    @FunctionalInterface
    interface Image {

        /**
         * Starts one copy in a Region: it reads the endpoint parameter and the secret of that Region, as its task
         * definition says, and connects.
         *
         * @param service the name of the ECS service that it is started for
         * @throws io.pilotlight.simulator.database.DatabaseUnavailable where it cannot connect; the task then stops
         */
        Application start(String region, String service);
    }
}
