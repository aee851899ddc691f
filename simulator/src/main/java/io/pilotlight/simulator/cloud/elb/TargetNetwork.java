package io.pilotlight.simulator.cloud.elb;

import io.pilotlight.simulator.application.Application;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The private network of one Region: which running application listens on which address. */
public final class TargetNetwork {

    private final Map<String, Application> applications = new HashMap<>();

    /** Lets an application listen on an address. */
    public void attach(String address, Application application) {
        applications.put(address, application);
    }

    /** Lets nothing listen on an address any more. */
    public void detach(String address) {
        applications.remove(address);
    }

    /** Returns the application that listens on an address; empty where a connection would be refused. */
    public Optional<Application> at(String address) {
        return Optional.ofNullable(applications.get(address));
    }
}
