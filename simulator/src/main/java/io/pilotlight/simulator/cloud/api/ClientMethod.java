package io.pilotlight.simulator.cloud.api;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * What a method of the SDK's client interfaces is; found out once, because reflection makes its answers anew each time.
 *
 * @param operation the operation's name as IAM writes it, such as {@code DescribeDBSnapshots}
 */
record ClientMethod(Kind kind, String operation) {

    private static final Map<Method, ClientMethod> KNOWN = new ConcurrentHashMap<>();

    /** What is done with a call of it. */
    enum Kind {
        /** It is a call of the API. */
        OPERATION,
        /** It ends in the operation of the same name: consumers of a builder, no argument, and paginators. */
        OVERLOAD,
        /** It is none of the API's, such as {@code close}. */
        OTHER
    }

    static ClientMethod of(Method method) {
        ClientMethod known = KNOWN.get(method);
        return known == null ? KNOWN.computeIfAbsent(method, ClientMethod::classify) : known;
    }

    private static ClientMethod classify(Method method) {
        String name = method.getName();
        return new ClientMethod(kind(method), Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    private static Kind kind(Method method) {
        if (isOperation(method)) {
            return Kind.OPERATION;
        }
        boolean overload = isPaginator(method) || AwsResponse.class.isAssignableFrom(method.getReturnType());
        return method.isDefault() && overload ? Kind.OVERLOAD : Kind.OTHER;
    }

    private static boolean isOperation(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                && SdkRequest.class.isAssignableFrom(parameters[0])
                && (parameters.length == 1 || isStream(parameters[1]))
                && !isPaginator(method);
    }

    /** What an object is read from or handed to stands beside the request. */
    private static boolean isStream(Class<?> parameter) {
        return parameter == RequestBody.class || parameter == ResponseTransformer.class;
    }

    private static boolean isPaginator(Method method) {
        return method.getName().endsWith("Paginator");
    }
}
