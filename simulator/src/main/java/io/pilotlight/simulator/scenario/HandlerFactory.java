package io.pilotlight.simulator.scenario;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.BestEffort;
import io.pilotlight.aws.Regional;
import io.pilotlight.health.HttpProbe;
import io.pilotlight.restoretest.RestoredDatabases;
import io.pilotlight.traffic.NameResolver;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.lambda.powertools.metrics.Metrics;

/**
 * Makes the production handlers, each by the one of its constructors that takes clients and a clock, with whatever
 * stands for those in the run: a handler that is added to the template needs no line here.
 */
final class HandlerFactory {

    private final Map<Type, Object> own = new HashMap<>();
    private final Map<Type, Regional<?>> regional = new HashMap<>();
    private final Map<Type, Regional<?>> bestEffort = new HashMap<>();

    HandlerFactory(Clock clock, HttpProbe probe, NameResolver resolver, Metrics metrics, RestoredDatabases databases) {
        own.put(Clock.class, clock);
        own.put(HttpProbe.class, probe);
        own.put(NameResolver.class, resolver);
        own.put(Metrics.class, metrics);
        own.put(RestoredDatabases.class, databases);
    }

    /** Makes the client of a Region that gives a call up after some time. */
    interface Clients<C> {
        C in(String region, Duration timeout);
    }

    /** Gives the handlers a client of each Region, and of the functions' own Region where they want a single one. */
    <C> HandlerFactory with(Class<C> client, String ownRegion, Clients<C> clients) {
        Regional<C> usual = region -> clients.in(region, AwsClients.CALL_TIMEOUT);
        Regional<C> hasty = region -> clients.in(region, AwsClients.BEST_EFFORT_CALL_TIMEOUT);
        regional.put(client, usual);
        bestEffort.put(client, hasty);
        own.put(client, usual.in(ownRegion));
        return this;
    }

    /** @throws IllegalStateException where the class has no constructor that can be served */
    RequestStreamHandler make(String handlerClass) {
        try {
            Constructor<?> constructor = Arrays.stream(Class.forName(handlerClass).getConstructors())
                    .max(Comparator.comparingInt(Constructor::getParameterCount))
                    .orElseThrow();
            Object[] arguments = Arrays.stream(constructor.getParameters()).map(this::argument).toArray();
            return (RequestStreamHandler) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("%s cannot be made".formatted(handlerClass), impossible);
        }
    }

    private Object argument(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        boolean isRegional = type instanceof ParameterizedType generic && generic.getRawType() == Regional.class;
        return Optional.ofNullable(isRegional
                        ? (parameter.isAnnotationPresent(BestEffort.class) ? bestEffort : regional)
                                .get(((ParameterizedType) type).getActualTypeArguments()[0])
                        : own.get(type))
                .orElseThrow(() -> new IllegalStateException("nothing stands for %s in a run".formatted(type)));
    }
}
