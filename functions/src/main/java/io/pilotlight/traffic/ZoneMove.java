package io.pilotlight.traffic;

import java.util.List;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What is to be changed in one hosted zone, all at once.
 *
 * @param names the public names that are moved
 * @param before every record set that leads visitors of those names now
 * @param toWrite the record sets that take their place
 */
record ZoneMove(HostedZone zone, List<String> names, List<ResourceRecordSet> before, List<ResourceRecordSet> toWrite) {

    /** Submits it; one that was already made submits the same once more, which does no harm. */
    String submit(String comment) {
        return zone.change(
                toWrite.stream()
                        .map(record -> Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(record).build())
                        .toList(),
                comment);
    }
}
