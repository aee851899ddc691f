package io.pilotlight.template;

import io.pilotlight.step.StepHandler;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;

/** The Java class behind a function of the template. */
record FunctionClass(Class<?> handler) {

    private static final String METHOD = "::handleRequest";

    static FunctionClass of(JsonNode function) {
        String handler = function.path("Handler").asText();
        if (!handler.endsWith(METHOD)) {
            throw new AssertionError("%s does not end with %s".formatted(handler, METHOD));
        }
        try {
            String name = handler.substring(0, handler.length() - METHOD.length());
            return new FunctionClass(Class.forName(name, false, FunctionClass.class.getClassLoader()));
        } catch (ClassNotFoundException missing) {
            throw new AssertionError("there is no class of " + handler, missing);
        }
    }

    /** Returns the type that the Lambda runtime would read an event as. */
    JavaType inputType() {
        return StrictJson.mapper().getTypeFactory().findTypeParameters(handler, StepHandler.class)[0];
    }
}
