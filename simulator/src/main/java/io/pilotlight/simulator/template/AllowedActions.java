package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The IAM actions that one function's role allows.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html">IAM JSON
 *     policy elements: Action</a>
 */
final class AllowedActions {

    private final String function;
    private final List<Pattern> allowed = new ArrayList<>();
    private final List<Pattern> denied = new ArrayList<>();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    private AllowedActions(String function) {
        this.function = function;
    }

    static AllowedActions of(String function, JsonNode properties, SamTemplate template) {
        AllowedActions actions = new AllowedActions(function);
        each(properties.path("Policies")).forEach(policy -> actions.addPolicy(written(policy, template)));
        SamTemplate.referenced(properties.path("Role")).ifPresent(role -> {
            JsonNode declared = template.tree().path("Resources").path(role).path("Properties");
            each(declared.path("Policies")).forEach(policy -> actions.addPolicy(policy.path("PolicyDocument")));
            each(declared.path("ManagedPolicyArns")).forEach(actions::addPolicy);
        });
        return actions;
    }

    /** A policy that the template declares by itself stands for its document. */
    private static JsonNode written(JsonNode policy, SamTemplate template) {
        JsonNode declared = template.resources("AWS::IAM::ManagedPolicy").get(policy.path("Ref").asText());
        return declared == null ? policy : declared.at("/Properties/PolicyDocument");
    }

    boolean allow(String action) {
        return known.computeIfAbsent(action, asked ->
                matches(allowed, asked) && !matches(denied, asked));
    }

    private void addPolicy(JsonNode policy) {
        if (policy.has("Fn::If")) {
            addPolicy(policy.path("Fn::If").path(1));
            addPolicy(policy.path("Fn::If").path(2));
        } else if (policy.has("Statement")) {
            each(policy.path("Statement")).forEach(this::addStatement);
        } else if (policy.isTextual()) {
            PolicyTemplates.managed(function, policy.textValue()).forEach(action -> allowed.add(pattern(action)));
        } else if (!policy.path("Ref").asText().equals("AWS::NoValue")) {
            policy.fieldNames().forEachRemaining(name ->
                    PolicyTemplates.sam(function, name).forEach(action -> allowed.add(pattern(action))));
        }
    }

    private void addStatement(JsonNode statement) {
        if (statement.has("Fn::If")) {
            addStatement(statement.path("Fn::If").path(1));
            addStatement(statement.path("Fn::If").path(2));
            return;
        }
        if (statement.has("NotAction")) {
            throw new IllegalArgumentException(
                    function + ": a policy with NotAction allows more than it names; name the actions");
        }
        List<Pattern> patterns = statement.path("Effect").asText().equals("Deny") ? denied : allowed;
        each(statement.path("Action")).forEach(action -> patterns.add(pattern(action.asText())));
    }

    private static boolean matches(List<Pattern> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(action).matches());
    }

    private static Pattern pattern(String action) {
        String expression = Pattern.quote(action).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    private static List<JsonNode> each(JsonNode oneOrMany) {
        List<JsonNode> elements = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(elements::add);
        } else if (!oneOrMany.isMissingNode()) {
            elements.add(oneOrMany);
        }
        return elements;
    }
}
