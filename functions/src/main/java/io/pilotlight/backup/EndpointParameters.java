package io.pilotlight.backup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Reads the parameters in which the application finds its databases, ten a call ({@code ssm:GetParameters}). */
final class EndpointParameters {

    private static final int MOST_NAMES = 10;

    private EndpointParameters() {}

    /** Returns the value of each that exists, by name. */
    static Map<String, String> read(SsmClient ssm, List<String> names) {
        List<String> distinct = names.stream().distinct().toList();
        Map<String, String> values = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += MOST_NAMES) {
            List<String> some = distinct.subList(from, Math.min(from + MOST_NAMES, distinct.size()));
            for (Parameter parameter : ssm.getParameters(request -> request.names(some)).parameters()) {
                values.put(parameter.name(), parameter.value());
            }
        }
        return values;
    }
}
