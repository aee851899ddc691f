package io.pilotlight.traffic;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.SiteName;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Set;

/**
 * Whether visitors are answered with the site that is recorded as active, asked of DNS as they ask it: what Route 53 makes
 * of a health check is seen nowhere else.
 */
record AnsweredSite(NameResolver resolver, RecoveryState state) {

    /** Makes no AWS call. While a recovery is open, and where DNS does not tell, nothing is said. */
    void judge(PublicName name, NameDefects defects) {
        SiteName active = state.trafficSite();
        if (state.incidentOpen()) {
            return;
        }
        try {
            Set<String> answer = resolver.addresses(name.record().name());
            boolean led = shares(answer, name.at(active).loadBalancerDnsName());
            if (!led && shares(answer, name.at(active.other()).loadBalancerDnsName())) {
                defects.critical("answer",
                        "visitors are answered with %s, while %s is recorded as active".formatted(active.other(), active),
                        "Find out which site has the newest data before anything is started; then lead the name there, or"
                                + " correct the record in the state table (docs/traffic.md)");
            }
        } catch (UnknownHostException _) {
            // The records are looked at for themselves.
        }
    }

    /** A load balancer answers with eight of its addresses at most, so that one in common is enough. */
    private boolean shares(Set<String> answer, String loadBalancer) throws UnknownHostException {
        return !Collections.disjoint(answer, resolver.addresses(loadBalancer));
    }
}
