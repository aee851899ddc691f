package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.NeedsPersonException;

/** The site's ECS service does not exist or is being deleted: there is nothing that could be scaled. */
public final class ServiceNotThereException extends NeedsPersonException {

    public ServiceNotThereException(String region, ServiceSite site) {
        super(("There is no active ECS service %s in cluster %s of Region %s. Nothing was changed; create the service "
                + "(or correct its name in the plan) and start again.").formatted(
                        site.service(), site.cluster(), region));
    }
}
