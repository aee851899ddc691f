package io.pilotlight.simulator.cloud.api;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes the errors of one AWS service look as the SDK makes them: the service's own exception, code, message, status. */
public final class ServiceErrors {

    /** The services whose protocol is not JSON name these two errors without the word Exception. */
    private static final Set<String> XML_SERVICES =
            Set.of("rds", "cloudwatch", "elasticloadbalancing", "route53", "sns", "ec2");

    /** The exception that all errors of a client's service extend. */
    private static final ClassValue<Class<? extends AwsServiceException>> BASES = new ClassValue<>() {
        @Override
        protected Class<? extends AwsServiceException> computeValue(Class<?> clientInterface) {
            return Arrays.stream(clientInterface.getMethods())
                    .flatMap(method -> Arrays.stream(method.getExceptionTypes()))
                    .filter(type -> type.getSuperclass() == AwsServiceException.class)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(clientInterface + " is no AWS client"))
                    .asSubclass(AwsServiceException.class);
        }
    };

    private final String iamPrefix;
    private final Class<? extends AwsServiceException> base;

    /** @param iamPrefix the service's prefix in IAM, such as {@code rds} */
    ServiceErrors(Class<?> clientInterface, String iamPrefix) {
        this.iamPrefix = iamPrefix;
        this.base = BASES.get(clientInterface);
    }

    /** Completes an error of a service: details as the SDK reads them from the answer. */
    public static <E extends AwsServiceException> E as(
            AwsServiceException.Builder builder, Class<E> type, String service, String code, int status, String message) {
        return type.cast(builder
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(status)
                .requestId(new UUID(0, message.hashCode()).toString())
                .message(message)
                .build());
    }

    AwsServiceException accessDenied(String function, String action, String region) {
        return of(XML_SERVICES.contains(iamPrefix) ? "AccessDenied" : "AccessDeniedException", 403,
                ("User: arn:aws:sts::123456789012:assumed-role/%1$s is not authorized to perform: %2$s in %3$s because no "
                        + "identity-based policy allows the %2$s action").formatted(function, action, region));
    }

    AwsServiceException throttled() {
        return of(XML_SERVICES.contains(iamPrefix) ? "Throttling" : "ThrottlingException", 400, "Rate exceeded");
    }

    AwsServiceException serverError() {
        return of("InternalFailure", 500, "An internal error occurred");
    }

    private AwsServiceException of(String code, int status, String message) {
        return as(builder(modelled(code)), AwsServiceException.class, iamPrefix, code, status, message);
    }

    private Class<?> modelled(String code) {
        try {
            Class<?> type = Class.forName(base.getPackageName() + "." + code);
            return base.isAssignableFrom(type) ? type : base;
        } catch (ClassNotFoundException _) {
            return base;
        }
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
