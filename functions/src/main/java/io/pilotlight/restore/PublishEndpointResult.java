package io.pilotlight.restore;

import io.pilotlight.step.Status;

/** @param previous the host name that the parameter held before, empty where it held none */
public record PublishEndpointResult(Status status, String previous) {}
