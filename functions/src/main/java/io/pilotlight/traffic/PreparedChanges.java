package io.pilotlight.traffic;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;

/**
 * What is to be changed of the public names, all of it or nothing.
 *
 * @param refusal why nothing may be changed
 * @param mendHealthCheck how the health check is made to read the stack's alarm again, where it does not
 * @param zones those in which something is to be changed
 */
record PreparedChanges(
        Optional<String> refusal, Optional<UpdateHealthCheckRequest> mendHealthCheck, List<ZoneChange> zones) {

    static PreparedChanges refused(String why) {
        return new PreparedChanges(Optional.of(why), Optional.empty(), List.of());
    }

    boolean isNothing() {
        return mendHealthCheck.isEmpty() && zones.isEmpty();
    }
}
