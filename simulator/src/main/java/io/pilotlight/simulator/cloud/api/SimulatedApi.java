package io.pilotlight.simulator.cloud.api;

import io.pilotlight.simulator.cloud.api.CallFault.Moment;
import io.pilotlight.simulator.journal.JournalEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * What stands between a function and a simulated service: the role's permissions, faults, latency, and the journal.
 *
 * <p>The effect falls into the middle of the call, so that a function that is cut off may or may not have had it.
 */
public final class SimulatedApi implements InvocationHandler {

    private final Object service;
    private final String iamPrefix;
    private final String region;
    private final CloudContext context;
    private final Permissions permissions;
    private final Duration timeout;
    private final ServiceErrors errors;

    private SimulatedApi(
            Class<?> clientInterface, Object service, String iamPrefix, String region, CloudContext context,
            Permissions permissions, Duration timeout) {
        this.timeout = timeout;
        this.service = service;
        this.iamPrefix = iamPrefix;
        this.region = region;
        this.context = context;
        this.permissions = permissions;
        this.errors = new ServiceErrors(clientInterface, iamPrefix);
    }

    /**
     * Puts the API in front of a simulated service.
     *
     * @param iamPrefix the service's prefix in IAM, such as {@code rds}, {@code elasticloadbalancing}, {@code states}
     * @param region the Region whose API it is; Route 53's is {@link Faults#ROUTE53_REGION}
     * @param timeout how long the client waits in all, retries included, before it gives a call up
     */
    public static <C> C wrap(
            Class<C> clientInterface, C service, String iamPrefix, String region, CloudContext context,
            Permissions permissions, Duration timeout) {
        return clientInterface.cast(Proxy.newProxyInstance(
                clientInterface.getClassLoader(),
                new Class<?>[] {clientInterface},
                new SimulatedApi(clientInterface, service, iamPrefix, region, context, permissions, timeout)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        ClientMethod called = ClientMethod.of(method);
        return switch (called.kind()) {
            case OPERATION -> call(method, iamPrefix + ":" + called.operation(), arguments);
            case OVERLOAD -> InvocationHandler.invokeDefault(proxy, method, arguments);
            case OTHER -> invokeService(method, arguments);
        };
    }

    private Object call(Method method, String action, Object[] arguments) throws Throwable {
        SdkRequest request = (SdkRequest) arguments[0];
        String caller = context.callers().current();
        String error = "";
        try {
            return carryOut(caller, action, method, arguments);
        } catch (Throwable thrown) {
            error = code(thrown);
            throw thrown;
        } finally {
            context.journal().add(new JournalEvent.ApiCalled(
                    context.timeline().now(), caller, action, region, error, request));
        }
    }

    private Object carryOut(String caller, String action, Method method, Object[] arguments) throws Throwable {
        Instant begun = context.timeline().now();
        boolean scenario = caller.equals(Callers.SCENARIO);
        Optional<CallFault> fault = scenario ? Optional.empty() : context.faults().next(caller, action, region);
        Duration half = Duration.ofNanos(context.latencies().apiCall().toNanos() / 2);
        spend(half);
        requireAnswer(begun);
        if (!scenario) {
            authorize(caller, action, (SdkRequest) arguments[0]);
        }
        strike(fault, Moment.BEFORE_EFFECT, begun);
        Object response = invokeService(method, arguments);
        spend(half);
        requireAnswer(begun);
        strike(fault, Moment.AFTER_EFFECT, begun);
        return response;
    }

    private void authorize(String caller, String action, SdkRequest request) {
        List<Access> asked = service instanceof Guarded guarded
                ? guarded.accesses(action, request)
                : List.of(Access.to(action, Access.ANY));
        for (Access access : asked) {
            if (!permissions.allow(caller, access)) {
                throw errors.accessDenied(caller, access);
            }
        }
    }

    private void strike(Optional<CallFault> fault, Moment moment, Instant begun) {
        if (fault.isEmpty() || fault.get().moment() != moment) {
            return;
        }
        switch (fault.get().kind()) {
            case THROTTLED -> throw errors.throttled();
            case SERVER_ERROR -> throw errors.serverError();
            case TIMEOUT -> throw timeout(begun);
        }
    }

    private void requireAnswer(Instant begun) {
        if (!context.faults().answers(region, iamPrefix)) {
            throw timeout(begun);
        }
    }

    private ApiCallTimeoutException timeout(Instant begun) {
        spend(Duration.between(context.timeline().now(), begun.plus(timeout)));
        return ApiCallTimeoutException.create(timeout.toMillis());
    }

    private void spend(Duration duration) {
        if (context.timeline().canSleep()) {
            context.timeline().sleep(duration);
        }
    }

    private Object invokeService(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(service, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof UnsupportedOperationException unknown) {
                throw new UnsupportedOperationException(
                        "the simulated %s does not know %s%s"
                                .formatted(
                                        iamPrefix,
                                        method.getName(),
                                        unknown.getMessage() == null ? "" : ": " + unknown.getMessage()),
                        unknown);
            }
            throw thrown.getCause();
        }
    }

    private static String code(Throwable thrown) {
        return thrown instanceof AwsServiceException answered && answered.awsErrorDetails() != null
                ? answered.awsErrorDetails().errorCode()
                : thrown.getClass().getSimpleName();
    }
}
