package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.iam.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the project's own SAM template says, so that the simulator runs what would be deployed.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html">
 *     AWS SAM specification</a>
 */
public final class SamTemplate {

    private final Path folder;
    private final JsonNode tree;
    private final Map<Map<String, String>, Permissions> permissions = new ConcurrentHashMap<>();

    private SamTemplate(Path folder, JsonNode tree) {
        this.folder = folder;
        this.tree = tree;
    }

    /** Reads a template. */
    public static SamTemplate read(Path file) throws IOException {
        JsonNode tree = TemplateYaml.read(Files.readString(file), file.getFileName().toString());
        return new SamTemplate(file.toAbsolutePath().getParent(), tree);
    }

    /** Returns the whole template, with the short forms written out: {@code !Ref X} as {@code {"Ref": "X"}}. */
    public JsonNode tree() {
        return tree;
    }

    /** Returns the functions by their logical ids, in the template's order. */
    public Map<String, FunctionResource> functions() {
        Map<String, FunctionResource> functions = new LinkedHashMap<>();
        resources("AWS::Serverless::Function").forEach((id, resource) -> functions.put(id,
                FunctionResource.of(id, resource.path("Properties"), tree.path("Globals").path("Function"))));
        return functions;
    }

    /** Returns the state machines by their logical ids, in the template's order. */
    public Map<String, StateMachineResource> stateMachines() {
        Map<String, StateMachineResource> machines = new LinkedHashMap<>();
        resources("AWS::Serverless::StateMachine").forEach((id, resource) -> {
            JsonNode properties = resource.path("Properties");
            Map<String, String> substitutions = new LinkedHashMap<>();
            properties.path("DefinitionSubstitutions").properties().forEach(entry -> substitutions.put(
                    entry.getKey(), referenced(entry.getValue()).orElseThrow(() -> new IllegalArgumentException(
                            "%s: the substitution '%s' refers to no resource".formatted(id, entry.getKey())))));
            Path definition = folder.resolve(properties.path("DefinitionUri").asText());
            machines.put(id, new StateMachineResource(id, definition, substitutions, properties));
        });
        return machines;
    }

    /**
     * Returns the resources of one type by their logical ids, each with its {@code Properties} and all else.
     *
     * @param type such as {@code AWS::CloudWatch::Alarm}, {@code AWS::Events::Rule} or {@code AWS::Scheduler::Schedule}
     */
    public Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        tree.path("Resources").properties().forEach(entry -> {
            if (entry.getValue().path("Type").asText().equals(type)) {
                resources.put(entry.getKey(), entry.getValue());
            }
        });
        return resources;
    }

    /** Returns the logical id that a {@code Ref}, {@code GetAtt}, or {@code Sub} of nothing else names. */
    public static Optional<String> referenced(JsonNode value) {
        if (value.path("Ref").isTextual()) {
            return Optional.of(value.path("Ref").textValue());
        }
        if (value.path("Fn::GetAtt").isArray()) {
            return Optional.of(value.path("Fn::GetAtt").path(0).textValue());
        }
        if (value.path("Fn::If").isArray()) {
            return referenced(value.path("Fn::If").path(1));
        }
        return Optional.of(value.path("Fn::Sub").asText())
                .filter(text -> text.matches("\\$\\{\\w+(\\.\\w+)?}"))
                .map(text -> text.replaceAll("\\$\\{(\\w+).*}", "$1"));
    }

    /**
     * Returns what the roles of functions and state machines allow in a deployment; worked out once for the same
     * values.
     *
     * @throws IllegalArgumentException where a policy is of a kind that is not known here
     */
    public Permissions permissions(Intrinsics values) {
        return permissions.computeIfAbsent(values.values(), _ -> workOut(values));
    }

    private Permissions workOut(Intrinsics values) {
        Map<String, Role> roles = new HashMap<>();
        functions().forEach((id, function) -> roles.put(id, Role.of(id, policies(function.properties(), values))));
        stateMachines().forEach((id, machine) -> roles.put(id, Role.of(id, policies(machine.properties(), values))));
        return (caller, access) -> Optional.ofNullable(roles.get(caller))
                .orElseThrow(() -> new IllegalArgumentException("the template has no role for '%s'".formatted(caller)))
                .allows(access);
    }

    /** A policy that the template declares by itself stands for its document. */
    private List<JsonNode> policies(JsonNode properties, Intrinsics values) {
        List<JsonNode> policies = new ArrayList<>();
        Map<String, JsonNode> shared = resources("AWS::IAM::ManagedPolicy");
        for (JsonNode policy : properties.path("Policies")) {
            JsonNode declared = shared.get(policy.path("Ref").asText());
            JsonNode document = values.resolve(declared == null ? policy : declared.at("/Properties/PolicyDocument"));
            if (!document.isMissingNode()) {
                policies.add(document);
            }
        }
        return policies;
    }

    /**
     * Returns what works out the intrinsic functions in this template.
     *
     * @param values a value for each parameter without a default, for each pseudo parameter such as
     *     {@code AWS::Region}, and for each resource that is referred to: {@code Id} for a Ref, {@code Id.Attribute}
     *     for an attribute
     */
    public Intrinsics with(Map<String, String> values) {
        return new Intrinsics(tree, values);
    }
}
