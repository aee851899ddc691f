package io.pilotlight.plan;

import io.pilotlight.step.Require;

/** An ECS service of the application, how one sees that it works, and what it is at each site. */
public record Service(String name, Check check, ServiceSite primary, ServiceSite standby) {

    public Service {
        Require.text("name", name);
    }
}
