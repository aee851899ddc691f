package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * A state machine of the template.
 *
 * @param definition its file
 * @param substitutions for each name in the file, the logical id of what stands for it, such as a function's, a table's
 *     or a topic's
 * @param properties the resource's own properties, as a tree
 */
public record StateMachineResource(
        String logicalId, Path definition, Map<String, String> substitutions, JsonNode properties) {}
