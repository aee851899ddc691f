package io.pilotlight.restore;

import io.pilotlight.step.Require;

/** @param parameter the SSM parameter in which the application finds the endpoint's host name */
public record PublishEndpointInput(String region, String parameter, String endpoint) {

    public PublishEndpointInput {
        Require.text("region", region);
        Require.text("parameter", parameter);
        Require.text("endpoint", endpoint);
    }
}
