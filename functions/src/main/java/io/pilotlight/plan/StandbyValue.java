package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/**
 * A value that a service's task definition has at the standby site and nobody can know from the primary's, such as the name
 * of a bucket, or of the site itself.
 *
 * @param field its path, as a refused mirror names it, such as {@code containerDefinitions[web].environment[BUCKET].value}
 * @param value what stands there; no secret, because a plan is read by many
 */
public record StandbyValue(String field, String value) {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z]+(\\[[^\\[\\]]+]|\\.[^.\\[\\]]+)*");

    public StandbyValue {
        Require.matching("field", field, FIELD, "a path such as containerDefinitions[web].environment[BUCKET].value");
    }
}
