package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.template.Intrinsics;
import io.pilotlight.simulator.template.SamTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CloudFormation makes of {@code infrastructure/site.yaml}: the resources that its conditions ask for, worked out. */
final class SiteStack {

    static final String FILE = "infrastructure/site.yaml";
    static final String CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    /** What has no default, for the pilot light of an application that is served over HTTPS. */
    static final Map<String, String> STANDBY = Map.of("Role", "STANDBY", "Stage", "STANDS",
            "ApplicationName", "visitor-counter", "CertificateArn", CERTIFICATE,
            "ContainerName", "web", "RepositoryName", "visitor-counter");

    private static final Pattern ATTRIBUTE = Pattern.compile("\\$\\{(\\w+\\.\\w+)}");

    private final JsonNode tree;
    private final Intrinsics intrinsics;

    private SiteStack(SamTemplate template, Map<String, String> parameters) {
        this.tree = template.tree();
        Map<String, String> values = new HashMap<>(Map.of("AWS::Region", "eu-central-1", "AWS::Partition", "aws",
                "AWS::URLSuffix", "amazonaws.com", "AWS::AccountId", "123456789012", "AWS::StackName", "site"));
        tree.path("Resources").fieldNames().forEachRemaining(id -> values.put(id, id));
        tree.findValues("Fn::GetAtt").forEach(attribute -> name(values, attribute.path(0).asText() + "." + attribute.path(1).asText()));
        Matcher substituted = ATTRIBUTE.matcher(tree.toString());
        while (substituted.find()) {
            name(values, substituted.group(1));
        }
        values.putAll(parameters);
        this.intrinsics = template.with(values);
    }

    private static void name(Map<String, String> values, String attribute) {
        values.put(attribute, attribute);
    }

    /** The pilot light. */
    static SiteStack standby() {
        return with(Map.of());
    }

    /** The pilot light with other parameters. */
    static SiteStack with(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(STANDBY);
        all.putAll(parameters);
        return new SiteStack(Repository.template(FILE), all);
    }

    JsonNode tree() {
        return tree;
    }

    /** Returns the resources that are made, by their logical ids; what refers to one has its logical id in its place. */
    SortedMap<String, JsonNode> resources() {
        return made("Resources");
    }

    SortedMap<String, JsonNode> resources(String type) {
        SortedMap<String, JsonNode> found = resources();
        found.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return found;
    }

    JsonNode properties(String logicalId) {
        return resources().get(logicalId).path("Properties");
    }

    /** Returns the values of the outputs that are given. */
    SortedMap<String, String> outputs() {
        SortedMap<String, String> values = new TreeMap<>();
        made("Outputs").forEach((name, output) -> values.put(name, output.path("Value").asText()));
        return values;
    }

    private SortedMap<String, JsonNode> made(String section) {
        SortedMap<String, JsonNode> made = new TreeMap<>();
        tree.path(section).properties().forEach(entry -> {
            JsonNode condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || intrinsics.holds(condition.textValue())) {
                made.put(entry.getKey(), intrinsics.resolve(entry.getValue()));
            }
        });
        return made;
    }
}
