package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one state. */
final class StateParser {

    static final String JSONATA = "JSONata";

    private final MachineParser graphs;

    StateParser(MachineParser graphs) {
        this.graphs = graphs;
    }

    State parse(String name, JsonNode json, Set<String> variables) {
        Fields fields = new Fields("state '%s'".formatted(name), json);
        fields.findText("Comment");
        fields.findText("QueryLanguage").filter(language -> !language.equals(JSONATA)).ifPresent(_ -> {
            throw fields.wrong("QueryLanguage", "is not 'JSONata', which alone is supported");
        });
        String type = fields.text("Type");
        State state = switch (type) {
            case "Task" -> task(name, fields);
            case "Parallel" -> parallel(name, fields, variables);
            case "Map" -> map(name, fields, variables);
            case "Choice" -> choice(name, fields);
            case "Wait" -> new State.Wait(name, until(name, fields), exit(name, fields));
            case "Pass" -> new State.Pass(name, exit(name, fields));
            case "Succeed" -> new State.Succeed(name,
                    new State.Exit(Map.of(), template(name, fields, "Output"), Optional.empty()));
            case "Fail" -> new State.Fail(name, template(name, fields, "Error"), template(name, fields, "Cause"));
            default -> throw fields.wrong("Type", "is '%s', which is no type of state".formatted(type));
        };
        fields.refuseOthers();
        return state;
    }

    private static State.Task task(String name, Fields fields) {
        String arn = fields.text("Resource");
        Resource resource = Resource.of(arn).orElseThrow(() -> fields.wrong("Resource",
                "is '%s'; supported are %s".formatted(arn, Stream.of(Resource.values()).map(Resource::arn).toList())));
        JsonNode arguments = fields.find("Arguments").orElse(JsonNodeFactory.instance.objectNode());
        if (arguments.isObject()) {
            Set<String> given = new HashSet<>();
            arguments.fieldNames().forEachRemaining(given::add);
            resource.problemWith(given).ifPresent(problem -> {
                throw fields.wrong("Arguments", ": " + problem);
            });
        }
        return new State.Task(name, resource, Template.parse(arguments, name, "Arguments"),
                template(name, fields, "TimeoutSeconds"),
                FailurePolicyParser.parse(name, fields), exit(name, fields));
    }

    private State.Parallel parallel(String name, Fields fields, Set<String> variables) {
        List<StateGraph> branches = new ArrayList<>();
        for (JsonNode branch : fields.list("Branches")) {
            String where = "branch %d of state '%s'".formatted(branches.size(), name);
            Fields inner = new Fields(where, branch);
            inner.findText("Comment");
            branches.add(graphs.graph(where, inner, variables));
        }
        if (branches.isEmpty()) {
            throw fields.wrong("Branches", "is missing");
        }
        return new State.Parallel(name, template(name, fields, "Arguments"), branches,
                FailurePolicyParser.parse(name, fields), exit(name, fields));
    }

    private State.Map map(String name, Fields fields, Set<String> variables) {
        String where = "the ItemProcessor of state '%s'".formatted(name);
        Fields processor = new Fields(where, fields.get("ItemProcessor"));
        processor.findText("Comment");
        processor.find("ProcessorConfig").ifPresent(json -> {
            Fields config = new Fields("the ProcessorConfig of state '%s'".formatted(name), json);
            if (!config.findText("Mode").orElse("INLINE").equals("INLINE")) {
                throw config.wrong("Mode", "is not 'INLINE', which alone is supported");
            }
            config.refuseOthers();
        });
        StateGraph graph = graphs.graph(where, processor, variables);
        return new State.Map(name, template(name, fields, "Items"), template(name, fields, "ItemSelector"),
                template(name, fields, "MaxConcurrency").orElse(new Template.Literal(0)), graph,
                FailurePolicyParser.parse(name, fields), exit(name, fields));
    }

    private static State.Choice choice(String name, Fields fields) {
        List<State.Rule> rules = new ArrayList<>();
        for (JsonNode json : fields.list("Choices")) {
            Fields rule = new Fields("state '%s', rule %d".formatted(name, rules.size()), json);
            rule.findText("Comment");
            Template condition =
                    Template.parse(rule.get("Condition"), name, "Choices/%d/Condition".formatted(rules.size()));
            rules.add(new State.Rule(condition, caughtOrChosen(name, rule)));
            rule.refuseOthers();
        }
        if (rules.isEmpty()) {
            throw fields.wrong("Choices", "is missing");
        }
        Optional<String> otherwise = fields.findText("Default");
        State.Exit exit = new State.Exit(assign(name, fields), template(name, fields, "Output"), otherwise);
        return new State.Choice(name, rules, otherwise.map(_ -> exit));
    }

    private static State.WaitUntil until(String name, Fields fields) {
        Optional<Template> seconds = template(name, fields, "Seconds");
        Optional<Template> timestamp = template(name, fields, "Timestamp");
        if (seconds.isPresent() == timestamp.isPresent()) {
            throw fields.wrong("Seconds", "or 'Timestamp' must be there, and not both");
        }
        return seconds.<State.WaitUntil>map(State.WaitUntil.Seconds::new)
                .orElseGet(() -> new State.WaitUntil.Timestamp(timestamp.orElseThrow()));
    }

    private static State.Exit exit(String name, Fields fields) {
        Optional<String> next = fields.findText("Next");
        boolean end = fields.find("End").map(JsonNode::booleanValue).orElse(false);
        if (end == next.isPresent()) {
            throw fields.wrong("Next", "or 'End': true must be there, and not both");
        }
        return new State.Exit(assign(name, fields), template(name, fields, "Output"), next);
    }

    /** Reads how a rule or a catcher leaves its state: always to another. */
    static State.Exit caughtOrChosen(String name, Fields fields) {
        String next = fields.text("Next");
        return new State.Exit(assign(name, fields), template(name, fields, "Output"), Optional.of(next));
    }

    private static Map<String, Template> assign(String name, Fields fields) {
        Map<String, Template> assign = new LinkedHashMap<>();
        fields.find("Assign").ifPresent(json -> {
            if (!json.isObject()) {
                throw fields.wrong("Assign", "is no object of variables");
            }
            json.properties().forEach(variable -> assign.put(
                    variable.getKey(), Template.parse(variable.getValue(), name, "Assign/" + variable.getKey())));
        });
        return assign;
    }

    private static Optional<Template> template(String name, Fields fields, String field) {
        return fields.find(field).map(json -> Template.parse(json, name, field));
    }
}
