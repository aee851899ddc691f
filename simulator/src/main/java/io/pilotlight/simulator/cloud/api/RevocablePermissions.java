package io.pilotlight.simulator.cloud.api;

import java.util.HashSet;
import java.util.Set;

/** What the roles allow, less what a scenario has taken away during the run. */
public final class RevocablePermissions implements Permissions {

    private record Revoked(String function, String action) {}

    private final Permissions granted;
    private final Set<Revoked> revoked = new HashSet<>();

    public RevocablePermissions(Permissions granted) {
        this.granted = granted;
    }

    /** Takes one action away from one function. */
    public void revoke(String function, String action) {
        revoked.add(new Revoked(function, action));
    }

    /** Gives back what was revoked. */
    public void restore(String function, String action) {
        revoked.remove(new Revoked(function, action));
    }

    @Override
    public boolean allow(String caller, Access access) {
        return !revoked.contains(new Revoked(caller, access.action())) && granted.allow(caller, access);
    }
}
