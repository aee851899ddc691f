package io.pilotlight.plan;

import java.util.List;

/**
 * An ECS service of the application, how one sees that it works, and what it is at each site. Either it has a page and a load
 * balancer at both sites, or it has none of them, such as a worker.
 *
 * @param standbyValues what a mirror writes into its task definition at the standby site; at the primary site it leaves there
 *     what stands in these fields
 */
public record Service(String name, Check check, ServiceSite primary, ServiceSite standby, List<StandbyValue> standbyValues) {

    public Service {
        Unique.names("standbyValues", standbyValues, StandbyValue::field);
        standbyValues = List.copyOf(standbyValues);
        if (primary.hasLoadBalancer() != check.hasPage() || standby.hasLoadBalancer() != check.hasPage()) {
            throw new IllegalArgumentException(
                    "'%s' has %s page to check, %s load balancer at the primary site and %s at the standby; accepted are all three, or none"
                            .formatted(name, oneOrNo(check.hasPage()), oneOrNo(primary.hasLoadBalancer()),
                                    standby.hasLoadBalancer() ? "one" : "none"));
        }
    }

    private static String oneOrNo(boolean there) {
        return there ? "a" : "no";
    }

    /** Tells whether people can reach it: it has a load balancer, and a page by which it is checked. */
    public boolean hasPage() {
        return check.hasPage();
    }

    /** Returns what it is at the site of that name. */
    public ServiceSite at(SiteName site) {
        return switch (site) {
            case PRIMARY -> primary;
            case STANDBY -> standby;
        };
    }
}
