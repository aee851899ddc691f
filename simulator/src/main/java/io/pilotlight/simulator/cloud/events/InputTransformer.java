package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a rule makes of an event for its target: a text in which values of the event stand in place of {@code <names>}.
 * Its quotation marks stay: people see them.
 *
 * @param paths for each name the path of its value, such as {@code $.detail.status}
 * @param template the text, in the quotation marks that EventBridge asks for where it is no JSON object
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Amazon
 *     EventBridge input transformation</a>
 */
public record InputTransformer(JsonNode paths, String template) {

    /** @throws IllegalArgumentException where the template is no text in quotation marks, or a path is not known here */
    public InputTransformer {
        if (!template.startsWith("\"") || !template.endsWith("\"")) {
            throw new IllegalArgumentException("a template is a text in quotation marks, but this is " + template);
        }
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            if (!path.getValue().asText().matches("\\$(\\.[A-Za-z-]+)+")) {
                throw new IllegalArgumentException("%s is no path such as $.detail.status".formatted(path));
            }
        }
    }

    /** Returns the text for one event. */
    public String of(JsonNode event) {
        String text = template;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            String pointer = path.getValue().asText().substring(1).replace('.', '/');
            text = text.replace("<%s>".formatted(path.getKey()), event.at(pointer).asText());
        }
        return text;
    }
}
