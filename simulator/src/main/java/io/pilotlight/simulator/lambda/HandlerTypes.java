package io.pilotlight.simulator.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** Finds what a handler takes and returns, through its class hierarchy, as Lambda's Java runtime does. */
record HandlerTypes(Type input, Type output) {

    /** @throws IllegalArgumentException where the class leaves its input or its output open */
    static HandlerTypes of(Class<?> handler) {
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        bind(handler, bound);
        TypeVariable<?>[] variables = RequestHandler.class.getTypeParameters();
        return new HandlerTypes(resolve(variables[0], bound, handler), resolve(variables[1], bound, handler));
    }

    private static void bind(Type type, Map<TypeVariable<?>, Type> bound) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (type instanceof ParameterizedType parameterized) {
            for (int index = 0; index < raw.getTypeParameters().length; index++) {
                bound.put(raw.getTypeParameters()[index], parameterized.getActualTypeArguments()[index]);
            }
        }
        if (raw.getGenericSuperclass() != null) {
            bind(raw.getGenericSuperclass(), bound);
        }
        for (Type implemented : raw.getGenericInterfaces()) {
            bind(implemented, bound);
        }
    }

    private static Type resolve(Type type, Map<TypeVariable<?>, Type> bound, Class<?> handler) {
        Type resolved = type;
        while (resolved instanceof TypeVariable<?> variable) {
            resolved = bound.get(variable);
            if (resolved == null) {
                throw new IllegalArgumentException(handler.getName() + " does not say what it takes and returns");
            }
        }
        return resolved;
    }
}
