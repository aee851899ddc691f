package io.pilotlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.template.FunctionResource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The emulated AWS and the deployed functions, which all wire tests share; a function's process starts when it is first
 * invoked.
 */
final class Wire implements AutoCloseable {

    static final String PRIMARY = "eu-west-1";
    static final String STANDBY = "eu-central-1";

    private final MotoServer moto = MotoServer.start();
    private final DeploymentPackage deployed = DeploymentPackage.layOut();
    private final HostsFile hosts = HostsFile.make();
    private final Map<String, FunctionResource> definitions = Project.template().functions();
    private final Map<String, Clients> clients = new ConcurrentHashMap<>();
    private final Map<String, PackagedFunction> functions = new ConcurrentHashMap<>();

    MotoServer moto() {
        return moto;
    }

    /** Lets a name lead to an address, for every function from now on. */
    void lead(String name, String address) {
        hosts.lead(name, address);
    }

    /** Returns the test's own clients of one Region. */
    Clients clients(String region) {
        return clients.computeIfAbsent(region, name -> Clients.of(moto.endpoint(), name));
    }

    /** Returns a function by its logical name in the template, in the standby Region. */
    PackagedFunction function(String name) {
        if (!definitions.containsKey(name)) {
            throw new IllegalArgumentException("the template has no function " + name);
        }
        return functions.computeIfAbsent(name, _ ->
                PackagedFunction.start(definitions.get(name), deployed.root(), STANDBY, moto.endpoint(), hosts.path()));
    }

    /** Invokes a function and returns its result; fails the test where it throws. */
    JsonNode call(String name, JsonNode input) {
        return switch (function(name).invoke(input.toString())) {
            case Invocation.Returned(JsonNode payload) -> payload;
            case Invocation.Failed failed -> throw new AssertionError("%s threw %s".formatted(name, failed.json()));
        };
    }

    /** Invokes a function that is to throw; fails the test where it returns. */
    Invocation.Failed callThatFails(String name, String input) {
        return switch (function(name).invoke(input)) {
            case Invocation.Returned(JsonNode payload) ->
                    throw new AssertionError("%s returned %s".formatted(name, payload));
            case Invocation.Failed failed -> failed;
        };
    }

    @Override
    public void close() {
        functions.values().forEach(PackagedFunction::close);
        deployed.close();
        hosts.close();
        moto.close();
    }
}
