package io.pilotlight.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** An event that a function cannot take as it is: needs a person; nothing was touched. */
public final class MalformedEventException extends RuntimeException {

    /** @param step the step whose input it should have been, such as {@code ReadPlan} */
    public MalformedEventException(String step, JsonProcessingException cause) {
        super("This is not an input of %s: %s. Nothing was touched.".formatted(step, StrictJson.explain(cause)), cause);
    }
}
