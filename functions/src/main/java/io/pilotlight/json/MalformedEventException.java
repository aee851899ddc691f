package io.pilotlight.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** An event that a function cannot take as it is: needs a person; nothing was touched. */
public final class MalformedEventException extends RuntimeException {

    public MalformedEventException(String wanted, JsonProcessingException cause) {
        super("This is not a %s: %s. Nothing was touched.".formatted(
                wanted.substring(wanted.lastIndexOf('.') + 1), StrictJson.explain(cause)), cause);
    }
}
