package io.pilotlight.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stack of {@code infrastructure/site.yaml} in one Region of the emulated AWS. */
final class EmulatedStack {

    private static final Pattern OUTPUT =
            Pattern.compile("<OutputKey>([^<]+)</OutputKey>\\s*<OutputValue>([^<]*)</OutputValue>");
    private static final Pattern STATUS = Pattern.compile("<StackStatus>([^<]+)</StackStatus>");

    private final MotoServer moto;
    private final String region;
    private final Map<String, String> parameters = new HashMap<>(Map.of("ApplicationName", EmulatedSite.NAME,
            "ContainerName", "web", "RepositoryName", EmulatedSite.NAME, "CertificateArn", ""));

    private EmulatedStack(Wire wire, String region, String role, Map<String, String> given) {
        this.moto = wire.moto();
        this.region = region;
        parameters.putAll(Map.of("Role", role, "Stage", "NEW"));
        parameters.putAll(given);
        send("CreateStack", "CREATE_COMPLETE");
    }

    /** Makes a site, as new. */
    static EmulatedStack make(Wire wire, String region, String role) {
        return new EmulatedStack(wire, region, role, Map.of());
    }

    /** Makes a site, and says that it stands. */
    static EmulatedStack standing(Wire wire, String region, String role) {
        return standing(wire, region, role, Map.of());
    }

    /** Makes a site with these parameters, and says that it stands. */
    static EmulatedStack standing(Wire wire, String region, String role, Map<String, String> given) {
        EmulatedStack stack = new EmulatedStack(wire, region, role, given);
        stack.update(Map.of("Stage", "STANDS"));
        return stack;
    }

    /** Applies the template again with these parameters changed. */
    void update(Map<String, String> changed) {
        parameters.putAll(changed);
        send("UpdateStack", "UPDATE_COMPLETE");
    }

    Map<String, String> outputs() {
        Map<String, String> outputs = new TreeMap<>();
        Matcher output = OUTPUT.matcher(describe());
        while (output.find()) {
            outputs.put(output.group(1), output.group(2));
        }
        return outputs;
    }

    private void send(String action, String wanted) {
        StringBuilder form = new StringBuilder("Action=%s&StackName=site&Capabilities.member.1=CAPABILITY_IAM&TemplateBody=%s"
                .formatted(action, encoded(template())));
        int member = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            member++;
            form.append("&Parameters.member.%d.ParameterKey=%s&Parameters.member.%d.ParameterValue=%s".formatted(
                    member, parameter.getKey(), member, encoded(parameter.getValue())));
        }
        moto.query("cloudformation", region, form.toString());
        String status = Optional.of(STATUS.matcher(describe())).filter(Matcher::find).orElseThrow().group(1);
        if (!status.equals(wanted)) {
            throw new IllegalStateException("%s in %s ended as %s".formatted(action, region, status));
        }
    }

    private String describe() {
        return moto.query("cloudformation", region, "Action=DescribeStacks&StackName=site");
    }

    private static String template() {
        try {
            return Files.readString(Project.file("infrastructure/site.yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
