package io.pilotlight.simulator.network;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.application.Application;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import java.util.ArrayList;
import java.util.List;

/** An image whose copies answer as a test says, and that knows which of them run. */
public final class ScriptedApplication implements Application.Image {

    private final List<Application> running = new ArrayList<>();
    private int status = 200;
    private boolean database = true;
    private int starts;

    /** Lets every copy answer with this status from now on. */
    public void answerWith(int newStatus) {
        status = newStatus;
    }

    /** Says whether a copy that starts can connect to its database. */
    public void setDatabase(boolean reachable) {
        database = reachable;
    }

    /** How many copies run. */
    public int running() {
        return running.size();
    }

    /** How many copies were started, with and without success. */
    public int starts() {
        return starts;
    }

    @Override
    public Application start(String region, String service) {
        starts++;
        if (!database) {
            throw new DatabaseUnavailable("no database in " + region);
        }
        Application copy = new Application() {
            @Override
            public HttpProbe.Answer get(String path) {
                return new HttpProbe.Answer(status, region);
            }

            @Override
            public void close() {
                running.remove(this);
            }
        };
        running.add(copy);
        return copy;
    }
}
