package io.pilotlight.verification;

import io.pilotlight.plan.Plan;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.verification.Finding.Check;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the old primary of a failover alone has is listed, and a person has decided about it. */
final class OldPrimaries {

    private OldPrimaries() {}

    /** @param pending the incident whose old primary is still to be compared */
    static Stream<Finding> findings(Plan plan, Optional<String> pending, RegionInventory inventory) {
        SortedSet<String> kept = new TreeSet<>();
        plan.databases().forEach(database -> kept.addAll(inventory.keptIncidents(database)));
        return Stream.concat(
                pending.stream().map(incident -> new Finding(Check.OLD_PRIMARY, Severity.CRITICAL, incident,
                        "the old primary of incident %s is fenced, and was not compared: it may hold rows that are lost otherwise".formatted(incident),
                        "Start the state machine reconcile with {}, or with {\"acknowledge\": \"%s\"} where they are not wanted".formatted(incident))),
                kept.stream().filter(incident -> pending.filter(incident::equals).isEmpty()).map(incident -> new Finding(
                        Check.ROWS_TO_DECIDE, Severity.CRITICAL, incident,
                        "a snapshot of the old primary of incident %s is kept, and nobody has said what is to be done with its rows".formatted(incident),
                        "Read its list in the bucket, under %s/reconcile/%s, enter what is wanted, and start the state machine reconcile with {\"acknowledge\": \"%s\"}"
                                .formatted(plan.application(), incident, incident))));
    }
}
