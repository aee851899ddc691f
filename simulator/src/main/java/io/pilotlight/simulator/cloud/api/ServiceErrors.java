package io.pilotlight.simulator.cloud.api;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes the errors of one AWS service look as the SDK makes them: the service's own exception, code, message, status.
 */
public final class ServiceErrors {

    /** The services whose protocol is not JSON name these two errors without the word Exception. */
    private static final Set<String> XML_SERVICES =
            Set.of("rds", "cloudwatch", "elasticloadbalancing", "route53", "s3", "sns", "ec2");

    /** The exceptions that a client's operations declare, by code without what the SDK leaves out or adds. */
    private static final ClassValue<Map<String, Class<?>>> MODELLED = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> clientInterface) {
            return Arrays.stream(clientInterface.getMethods())
                    .flatMap(method -> Arrays.stream(method.getExceptionTypes()))
                    .filter(AwsServiceException.class::isAssignableFrom)
                    .collect(Collectors.toMap(type -> plain(type.getSimpleName()), type -> type, (first, _) -> first));
        }
    };

    private static final int CLIENT_ERROR = 400;

    private final String iamPrefix;
    private final Class<?> clientInterface;

    /** @param iamPrefix the service's prefix in IAM, such as {@code rds} */
    ServiceErrors(Class<?> clientInterface, String iamPrefix) {
        this.iamPrefix = iamPrefix;
        this.clientInterface = clientInterface;
    }

    /** Returns the error that a client throws for a code and status 400. */
    public static AwsServiceException error(Class<?> clientInterface, String code, String message) {
        return error(clientInterface, code, CLIENT_ERROR, message);
    }

    /**
     * Returns the error that a client throws for a code: the exception that the SDK has for it, or the service's own.
     *
     * @param status the HTTP status
     */
    public static AwsServiceException error(Class<?> clientInterface, String code, int status, String message) {
        return error(builder(modelled(clientInterface, code)), clientInterface, code, status, message);
    }

    /** Completes an error that says more than its message, with status 400. */
    public static AwsServiceException error(
            AwsServiceException.Builder builder, Class<?> clientInterface, String code, String message) {
        return error(builder, clientInterface, code, CLIENT_ERROR, message);
    }

    private static AwsServiceException error(
            AwsServiceException.Builder builder, Class<?> clientInterface, String code, int status, String message) {
        return (AwsServiceException) builder
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(clientInterface.getSimpleName().replaceFirst("Client$", ""))
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(status)
                .requestId(new UUID(0, message.hashCode()).toString())
                .message(message)
                .build();
    }

    /** JSON services answer with status 400, the others with 403. */
    AwsServiceException accessDenied(String caller, Access access) {
        boolean xml = XML_SERVICES.contains(iamPrefix);
        return of(xml ? "AccessDenied" : "AccessDeniedException", xml ? 403 : CLIENT_ERROR, denial(caller, access));
    }

    /** Returns IAM's words for what a role may not do. */
    public static String denial(String caller, Access access) {
        return "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                .formatted(
                        Arns.of("sts", "", "assumed-role/%s/%s".formatted(caller, caller)),
                        access.action(),
                        access.resource(),
                        access.action());
    }

    AwsServiceException throttled() {
        return of(XML_SERVICES.contains(iamPrefix) ? "Throttling" : "ThrottlingException", 400, "Rate exceeded");
    }

    AwsServiceException serverError() {
        return of("InternalFailure", 500, "An internal error occurred");
    }

    private AwsServiceException of(String code, int status, String message) {
        return error(clientInterface, code, status, message);
    }

    private static Class<?> modelled(Class<?> clientInterface, String code) {
        Map<String, Class<?>> modelled = MODELLED.get(clientInterface);
        return modelled.getOrDefault(plain(code), modelled.get(plain(base(clientInterface))));
    }

    /** The SDK names a class by its code, in its own case and with its own ending. */
    private static String plain(String name) {
        return name.replaceFirst("(Fault|Exception)$", "").toLowerCase(Locale.ROOT);
    }

    private static String base(Class<?> clientInterface) {
        return clientInterface.getSimpleName().replaceFirst("Client$", "Exception");
    }

    private static AwsServiceException.Builder builder(Class<?> type) {
        try {
            Method builder = type.getMethod("builder");
            return (AwsServiceException.Builder) builder.invoke(null);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no builder", impossible);
        }
    }
}
