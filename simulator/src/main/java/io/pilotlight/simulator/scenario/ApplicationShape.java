package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.application.VisitorCounter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Of how many databases and services the simulated application of a run consists, and how they are made. */
public enum ApplicationShape {
    /**
     * As a small application is usually made: one task with a public address, without auto scaling and without a task role;
     * its page answers 200 whatever happens, and the task finds all that it needs of its database in one secret. The database
     * is Single-AZ, unencrypted and in RDS's default groups, and nothing keeps it from being deleted.
     */
    AS_IT_IS("as-it-is", List.of(Part.VISITS), "DB_USER", "DB_PASS", "DB_HOST"),
    ONE_OF_EACH("one-of-each", List.of(Part.VISITS), "username", "password", ""),
    TWO_OF_EACH("two-of-each", List.of(Part.VISITS, Part.JOBS), "username", "password", "");

    private final String typedName;
    private final List<Part> parts;
    private final String userField;
    private final String passwordField;
    private final String hostField;

    ApplicationShape(String typedName, List<Part> parts, String userField, String passwordField, String hostField) {
        this.typedName = typedName;
        this.parts = parts;
        this.userField = userField;
        this.passwordField = passwordField;
        this.hostField = hostField;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns what the secret of a database holds; the host where the application finds it there. */
    String secret(String password, String host) {
        ObjectNode secret = JsonNodeFactory.instance.objectNode().put(userField, "admin").put(passwordField, password);
        return (hostField.isEmpty() ? secret : secret.put(hostField, host).put("DB_NAME", "visitor-counter")).toString();
    }

    /** Returns the path that visitors ask for. */
    String visitPath() {
        return isAsItIs() ? VisitorCounter.VISIT : "/visit";
    }

    /** Returns the path of the page that is checked; that of the application as it is writes a row each time. */
    String checkPath() {
        return isAsItIs() ? "/" : "/health";
    }

    /** Returns what stands on that page where all is well. */
    String wantedText() {
        return isAsItIs() ? VisitorCounter.FIGURES : "\"ok\"";
    }

    /** Returns what the plan expects of that page. */
    String expectations() {
        return "[{\"type\":\"STATUS\",\"code\":200}," + (isAsItIs()
                ? "{\"type\":\"BODY\",\"contains\":\"%s\"},{\"type\":\"BODY_LACKS\",\"text\":\"%s\"}]"
                        .formatted(VisitorCounter.FIGURES, VisitorCounter.ERROR_BOX)
                : "{\"type\":\"JSON\",\"pointer\":\"/database\",\"value\":\"ok\"},{\"type\":\"BODY_LACKS\",\"text\":\"down\"}]");
    }

    String parameterGroup() {
        return isAsItIs() ? "default.mysql8.0" : SiteSetup.PARAMETER_GROUP;
    }

    String optionGroup() {
        return isAsItIs() ? "default:mysql-8-0" : SiteSetup.OPTION_GROUP;
    }

    /** Returns how many tasks of each service run at the active site. */
    int tasks() {
        return isAsItIs() ? 1 : SiteSetup.TASKS;
    }

    boolean isAsItIs() {
        return this == AS_IT_IS;
    }

    String passwordField() {
        return passwordField;
    }

    /** Returns the field of the secret with the database's host, empty where that stands in a parameter. */
    String hostField() {
        return hostField;
    }

    /** Returns the parameter with a database's host, empty where that stands in its secret. */
    String endpointParameter(Part part) {
        return hostField.isEmpty() ? part.endpointParameter() : "";
    }

    /** Returns the host at which the application of a Region finds a database. */
    String host(RegionOfCloud region, Part part) {
        return hostField.isEmpty()
                ? region.ssm().getParameter(request -> request.name(part.endpointParameter())).parameter().value()
                : read(region, part, hostField);
    }

    /** Lets the application of a Region find a database at another host, once its tasks start anew. */
    void publish(RegionOfCloud region, Part part, String host) {
        if (hostField.isEmpty()) {
            region.ssm().putParameter(request -> request
                    .name(part.endpointParameter()).type(ParameterType.STRING).overwrite(true).value(host));
        } else {
            region.secrets().rotate(part.secret(), secret(password(region, part), host));
        }
    }

    /** Returns the password with which the application of a Region logs on to a database. */
    String password(RegionOfCloud region, Part part) {
        return read(region, part, passwordField);
    }

    private static String read(RegionOfCloud region, Part part, String field) {
        String secret = region.secrets().getSecretValue(request -> request.secretId(part.secret())).secretString();
        return StackDeployment.json(secret).required(field).textValue();
    }

    /** Returns the name as it is typed. */
    public String typedName() {
        return typedName;
    }

    /** Finds one by its typed name. */
    public static Optional<ApplicationShape> named(String typedName) {
        return Arrays.stream(values()).filter(shape -> shape.typedName.equals(typedName)).findFirst();
    }
}
