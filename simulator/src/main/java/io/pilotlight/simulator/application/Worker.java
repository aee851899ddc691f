package io.pilotlight.simulator.application;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.VisitStore;
import io.pilotlight.simulator.journal.JournalEvent;

/**
 * A service that nobody visits: from its start to its end it does one job after the other, each a row in its database, and
 * asks nobody whether it may. It has no page. What it read at its start it keeps; a connection that broke it opens again
 * for the next job.
 */
final class Worker implements Application {

    private static final int NOT_FOUND = 404;

    private final WorkerImage image;
    private final String region;
    private final String host;
    private final String password;
    private String instanceIdentifier = "";
    private VisitStore store;
    private boolean ended;

    Worker(WorkerImage image, String region, String host, String password) {
        this.image = image;
        this.region = region;
        this.host = host;
        this.password = password;
    }

    void connect() {
        if (store == null) {
            Surroundings.Instance instance = image.surroundings().database(region, host);
            store = instance.database().connect(password);
            instanceIdentifier = instance.identifier();
        }
    }

    /** Does its jobs until it is ended, also while its Region is dark: nobody outside can see that it does. */
    void work() {
        image.timeline().after(image.pause(), () -> {
            if (!ended) {
                doJob();
                work();
            }
        });
    }

    private void doJob() {
        long job = image.numbers().getAsLong();
        try {
            connect();
            store.add(job, image.timeline().now());
        } catch (DatabaseUnavailable _) {
            disconnect();
            return;
        }
        image.journal().add(new JournalEvent.JobDone(image.timeline().now(), job, region, instanceIdentifier));
    }

    @Override
    public HttpProbe.Answer get(String path) {
        return new HttpProbe.Answer(NOT_FOUND, "");
    }

    @Override
    public boolean isWell() {
        return store != null;
    }

    @Override
    public void close() {
        ended = true;
        disconnect();
    }

    private void disconnect() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
