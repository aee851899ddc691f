package io.pilotlight.traffic;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;

/** @param activeSite the site that is recorded as active, and that was published */
public record PublishActiveSiteResult(Status status, SiteName activeSite) {}
