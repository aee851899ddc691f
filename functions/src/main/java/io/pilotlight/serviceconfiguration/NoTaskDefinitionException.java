package io.pilotlight.serviceconfiguration;

import io.pilotlight.step.NeedsPersonException;

/** A service that others deploy has no task set yet, and so no task definition. */
public final class NoTaskDefinitionException extends NeedsPersonException {

    NoTaskDefinitionException(String region, String service) {
        super("service %s of %s stands on no task definition: it has no primary task set. Deploy it once".formatted(
                service, region));
    }
}
