package io.pilotlight.plan;

/** An ECS service of the application, how one sees that it works, and what it is at each site. */
public record Service(String name, Check check, ServiceSite primary, ServiceSite standby) {

    /** Returns what it is at the site of that name. */
    public ServiceSite at(SiteName site) {
        return switch (site) {
            case PRIMARY -> primary;
            case STANDBY -> standby;
        };
    }
}
