package io.pilotlight.simulator.cloud.elb;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import java.util.Optional;

/** Requests from a load balancer to its targets. */
final class Targets {

    private Targets() {}

    /** Gets a page of a target; empty where nothing listens there, or what listens breaks off without an answer. */
    static Optional<HttpProbe.Answer> get(TargetNetwork network, String address, String path) {
        try {
            return network.at(address).map(application -> application.get(path));
        } catch (DatabaseUnavailable _) {
            // An application that lets this escape breaks its connection off.
            return Optional.empty();
        }
    }
}
