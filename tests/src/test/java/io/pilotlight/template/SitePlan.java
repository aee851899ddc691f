package io.pilotlight.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Puts what two sites say of themselves in their outputs into the example plan, field by field. */
public final class SitePlan {

    private SitePlan() {}

    /** Returns the plan; a site without outputs is as the example says. */
    public static ObjectNode of(Map<String, String> primary, Map<String, String> standby) {
        ObjectNode plan = Repository.json("events/plan.json").deepCopy();
        ObjectNode database = (ObjectNode) plan.at("/databases/0");
        ObjectNode service = (ObjectNode) plan.at("/services/0");
        Map.of("primary", primary, "standby", standby).forEach((site, outputs) -> outputs.forEach((name, value) -> {
            if (name.startsWith("RestoreTestFunction")) {
                return;
            }
            if (name.startsWith("Database")) {
                put((ObjectNode) database.path(site), name.substring("Database".length()), value);
            } else if (name.startsWith("Service")) {
                put((ObjectNode) service.path(site), name.substring("Service".length()), value);
            } else if (name.startsWith("RestoreTest") && site.equals("standby")) {
                put((ObjectNode) database.path("restoreTest"), name.substring("RestoreTest".length()), value);
            } else if (name.equals("Region")) {
                put((ObjectNode) plan.at("/sites/" + site), name, value);
            }
        }));
        for (String site : new String[] {"primary", "standby"}) {
            ObjectNode host = (ObjectNode) database.path(site);
            host.put("endpointParameter", host.path("hostField").asText().isEmpty() ? "/visitor-counter/database/endpoint" : "");
        }
        return plan;
    }

    private static void put(ObjectNode part, String name, String value) {
        String field = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        if (part.path(field).isArray()) {
            part.putArray(field).add(value);
        } else if (part.path(field).isInt()) {
            part.put(field, Integer.parseInt(value));
        } else {
            part.put(field, value);
        }
    }
}
