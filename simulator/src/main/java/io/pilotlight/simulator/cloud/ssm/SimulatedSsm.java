package io.pilotlight.simulator.cloud.ssm;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/**
 * SSM Parameter Store in one Region: {@code GetParameter}, {@code GetParameters} and {@code PutParameter}, of the types
 * String and StringList.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
public final class SimulatedSsm implements SsmClient, Guarded {

    private static final int STANDARD_LENGTH = 4096;
    private static final int ADVANCED_LENGTH = 8192;
    private static final int VERSIONS_KEPT = 100;
    private static final int DEEPEST = 15;
    private static final int MOST_NAMES = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,1011}");
    private static final Pattern ASKED =
            Pattern.compile("(?:arn:aws:ssm:[a-z0-9-]+:\\d+:parameter(?=/))?([^:]+)(?::(\\d+))?");

    private record Stored(ParameterTier tier, List<Parameter> versions) {}

    private final String region;
    private final CloudContext context;
    private final Map<String, Stored> parameters = new TreeMap<>();

    public SimulatedSsm(String region, CloudContext context) {
        this.region = region;
        this.context = context;
    }

    /** Writes the next version of a parameter, of whatever length, as if AWS granted room for it. */
    public void addParameter(String name, String value) {
        PutParameterRequest request =
                PutParameterRequest.builder().name(name).type(ParameterType.STRING).value(value).build();
        List<Parameter> versions = parameters.containsKey(name) ? parameters.get(name).versions() : new ArrayList<>();
        versions.add(next(request, versions));
        parameters.put(name, new Stored(ParameterTier.ADVANCED, versions));
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        Matcher asked = ASKED.matcher(request.name());
        if (!asked.matches() || !parameters.containsKey(asked.group(1))) {
            throw error("ParameterNotFound",
                    "Parameter %s not found.".formatted(request.name()));
        }
        List<Parameter> versions = parameters.get(asked.group(1)).versions();
        return GetParameterResponse.builder()
                .parameter(
                        asked.group(2) == null ? versions.getLast() : version(versions, Long.parseLong(asked.group(2))))
                .build();
    }

    @Override
    public GetParametersResponse getParameters(GetParametersRequest request) {
        if (request.names().isEmpty() || request.names().size() > MOST_NAMES) {
            throw invalid("1 validation error detected: Value at 'names' failed to satisfy constraint: "
                    + "Member must have length between 1 and %d".formatted(MOST_NAMES));
        }
        return GetParametersResponse.builder()
                .parameters(request.names().stream().filter(parameters::containsKey)
                        .map(name -> parameters.get(name).versions().getLast()).toList())
                .invalidParameters(request.names().stream().filter(name -> !parameters.containsKey(name)).toList())
                .build();
    }

    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        checkName(request.name());
        Stored before = parameters.get(request.name());
        if (before != null && !Boolean.TRUE.equals(request.overwrite())) {
            throw error("ParameterAlreadyExists", "The parameter already exists. "
                    + "To overwrite this value, set the overwrite option in the request to true.");
        }
        ParameterTier tier = tier(request, before);
        Stored stored = new Stored(tier, before == null ? new ArrayList<>() : before.versions());
        stored.versions().add(next(request, stored.versions()));
        if (stored.versions().size() > VERSIONS_KEPT) {
            stored.versions().removeFirst();
        }
        parameters.put(request.name(), stored);
        return PutParameterResponse.builder().version(stored.versions().getLast().version()).tier(tier).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        List<String> names = switch (request) {
            case GetParameterRequest asked -> List.of(asked.name());
            case GetParametersRequest asked -> asked.names();
            case PutParameterRequest asked -> List.of(asked.name());
            default -> List.of(Access.ANY);
        };
        return names.stream().map(name -> Access.to(action, arn(name))).toList();
    }

    private String arn(String name) {
        return name.startsWith("arn:")
                ? name
                : Arns.of("ssm", region, "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private static Parameter version(List<Parameter> versions, long number) {
        return versions.stream().filter(version -> version.version() == number).findFirst().orElseThrow(() ->
                error("ParameterVersionNotFound",
                        "Systems Manager could not find version %d of the parameter.".formatted(number)));
    }

    private static void checkName(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        if (!NAME.matcher(name).matches() || plain.isEmpty() || plain.split("/").length > DEEPEST
                || name.contains("/") && !name.startsWith("/")) {
            throw invalid(
                    ("Parameter name: %s is not valid; letters, digits and .-_ are, in a hierarchy that begins with a "
                                    + "slash and has at most %d levels.")
                            .formatted(name, DEEPEST));
        }
        if (plain.toLowerCase(Locale.ROOT).startsWith("aws") || plain.toLowerCase(Locale.ROOT).startsWith("ssm")) {
            throw invalid("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
    }

    private static ParameterTier tier(PutParameterRequest request, Stored before) {
        String value = request.value();
        if (value == null || value.isEmpty()) {
            throw invalid("Parameter value can't be empty.");
        }
        ParameterTier asked = request.tier() == null ? ParameterTier.STANDARD : request.tier();
        boolean wasAdvanced = before != null && before.tier() == ParameterTier.ADVANCED;
        if (wasAdvanced && request.tier() == ParameterTier.STANDARD) {
            throw invalid(
                    "This parameter uses the advanced-parameter tier. You can't downgrade it to the standard tier.");
        }
        boolean advanced = wasAdvanced || asked == ParameterTier.ADVANCED
                || asked == ParameterTier.INTELLIGENT_TIERING && value.length() > STANDARD_LENGTH;
        if (value.length() > (advanced ? ADVANCED_LENGTH : STANDARD_LENGTH)) {
            throw invalid("%s tier parameters support a maximum parameter value of %d characters.".formatted(
                    advanced ? "Advanced" : "Standard", advanced ? ADVANCED_LENGTH : STANDARD_LENGTH));
        }
        return advanced ? ParameterTier.ADVANCED : ParameterTier.STANDARD;
    }

    private Parameter next(PutParameterRequest request, List<Parameter> versions) {
        if (request.type() == null && versions.isEmpty()) {
            throw invalid("A parameter type is required when you create a parameter.");
        }
        ParameterType type = versions.isEmpty() ? request.type() : versions.getLast().type();
        if (type == ParameterType.SECURE_STRING) {
            throw new UnsupportedOperationException("the type SecureString");
        }
        return Parameter.builder()
                .name(request.name())
                .arn(arn(request.name()))
                .type(type)
                .value(request.value())
                .version(versions.isEmpty() ? 1 : versions.getLast().version() + 1)
                .lastModifiedDate(context.timeline().now())
                .dataType("text")
                .build();
    }

    private static AwsServiceException invalid(String message) {
        return error("ValidationException", message);
    }

    private static AwsServiceException error(String code, String message) {
        return ServiceErrors.error(SsmClient.class, code, message);
    }
}
