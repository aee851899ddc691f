package io.pilotlight.traffic;

import io.pilotlight.lease.RecoveryState;
import io.pilotlight.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What was overwritten last in each hosted zone of the plan, to be put back where it moves no visitor. */
record EarlierRecords(Plan plan, RecoveryState state, Route53Client route53, Function<String, KeptRecords> kept) {

    PreparedChanges prepare() {
        ZoneChange.Gathering changes = new ZoneChange.Gathering(route53);
        List<PublicName> names = new ArrayList<>(PublicName.of(plan));
        boolean found = false;
        for (String zone : names.stream().map(name -> name.record().hostedZoneId()).distinct().toList()) {
            Optional<KeptRecords.Version> last = kept.apply(zone).last();
            found |= last.isPresent();
            for (PublicName name : names) {
                if (last.isPresent() && name.record().hostedZoneId().equals(zone)
                        && last.get().names().contains(name.record().name())) {
                    Optional<String> refusal = add(changes, name, last.get());
                    if (refusal.isPresent()) {
                        return PreparedChanges.refused(refusal.get());
                    }
                }
            }
        }
        return found
                ? new PreparedChanges(Optional.empty(), Optional.empty(), changes.zones())
                : PreparedChanges.refused("nothing was overwritten yet");
    }

    private Optional<String> add(ZoneChange.Gathering changes, PublicName name, KeptRecords.Version last) {
        List<ResourceRecordSet> earlier = last.recordSets().stream()
                .filter(record -> new DomainName(record.name()).equals(new DomainName(name.record().name())))
                .toList();
        Optional<ResourceRecordSet> elsewhere = earlier.stream()
                .filter(record -> record.setIdentifier() == null)
                .filter(record -> name.siteOf(record).filter(state.trafficSite()::equals).isEmpty())
                .findFirst();
        if (elsewhere.isPresent()) {
            return Optional.of("%s led to %s before, while %s is recorded as active now: visitors would be moved".formatted(
                    name.record().name(), new Destination(elsewhere.get()).inWords(), state.trafficSite()));
        }
        List<ResourceRecordSet> now = new HostedZone(route53, name.record().hostedZoneId()).leading(name.record().name());
        changes.add(name.record(), now, RecordChanges.from(now, earlier));
        return Optional.empty();
    }
}
