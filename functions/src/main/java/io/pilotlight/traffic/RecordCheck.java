package io.pilotlight.traffic;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.DnsRecordType;
import io.pilotlight.plan.SiteName;
import java.util.List;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Whether a switch in mode {@code RECORD} would move a public name. */
record RecordCheck(PublicName name, RecoveryState state) {

    private static final String BY_HAND = "Make it one simple record at the active site's load balancer, or correct the plan:"
            + " a failover would restore everything and then not move the name";

    void judge(List<ResourceRecordSet> found, NameDefects defects) {
        PublicRecord record = new PublicRecord(name.towards(SiteName.STANDBY));
        if (found.isEmpty()) {
            defects.warning("", "it has no A, AAAA or CNAME record of its own; a failover makes one",
                    "Make a record at the active site's load balancer, unless a wildcard answers for it on purpose");
        }
        for (ResourceRecordSet one : found) {
            record.obstacle(one).ifPresentOrElse(
                    obstacle -> defects.critical(one.typeAsString(), obstacle, BY_HAND), () -> judgeSite(one, defects));
        }
        judgeType(name, found, defects);
    }

    /** While a recovery is open the records may be on their way. */
    private void judgeSite(ResourceRecordSet found, NameDefects defects) {
        SiteName led = name.siteOf(found).orElseThrow();
        if (led != state.trafficSite() && !state.incidentOpen()) {
            defects.critical(found.typeAsString(),
                    "it leads visitors to %s, while %s is recorded as active".formatted(led, state.trafficSite()),
                    "Find out who changed it; lead it to %s again, if that is where the newest data is".formatted(
                            state.trafficSite()));
        }
    }

    /** It is moved as what it is; a plan that says something else was not written by looking at it. */
    static void judgeType(PublicName name, List<ResourceRecordSet> found, NameDefects defects) {
        boolean planned = name.record().type() == DnsRecordType.CNAME;
        for (ResourceRecordSet one : found) {
            if ((one.type() == RRType.CNAME) != planned && one.type() != RRType.AAAA) {
                defects.warning(one.typeAsString(),
                        "the plan says %s, and the zone has %s; it is moved as what it is".formatted(
                                name.record().type(), one.type() == RRType.CNAME ? "a CNAME" : "a record of type A"),
                        "Correct the plan (parameter RecordType)");
            }
            if (one.ttl() != null && one.ttl() > LONGEST_TTL) {
                defects.warning(one.typeAsString(),
                        "visitors keep its answer for %d s, and follow a failover only then".formatted(one.ttl()),
                        "Lower its TTL to %d s at most".formatted(LONGEST_TTL));
            }
        }
    }

    private static final long LONGEST_TTL = 60;
}
