package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.template.SamTemplate;
import io.pilotlight.simulator.template.Intrinsics;

/**
 * What a stack gets for a further part of its application. The template has parameters for one database and one service,
 * and says of a larger application that whoever deploys it writes its plan, and its names into the functions' policies;
 * this does so by reading the same template once more with the further part's names: what its roles allow then they allow
 * as well, and no other right is added.
 *
 * @param values the template's parameters, with the part's names
 */
record PartDeployment(Part part, Intrinsics values) {

    /** Allows what the roles allow already, and the same of this part. */
    Permissions beside(Permissions others, SamTemplate template) {
        Permissions own = template.permissions(values);
        return (caller, access) -> others.allow(caller, access) || own.allow(caller, access);
    }

    /** Adds the part's database and service to a plan. */
    void addTo(ObjectNode plan, String valueOfTemplate) {
        JsonNode own = StackDeployment.json(valueOfTemplate);
        plan.withArray("databases").add(own.path("databases").path(0));
        ObjectNode service = (ObjectNode) own.path("services").path(0);
        if (!part.hasLoadBalancer()) {
            withoutLoadBalancer(service);
        }
        plan.withArray("services").add(service);
    }

    private static void withoutLoadBalancer(ObjectNode service) {
        ((ObjectNode) service.path("check")).put("url", "").put("healthCheckId", "").putArray("expect");
        for (String site : new String[] {"primary", "standby"}) {
            ((ObjectNode) service.path(site))
                    .put("targetGroupArn", "").put("loadBalancerDnsName", "").put("loadBalancerHostedZoneId", "");
        }
    }
}
