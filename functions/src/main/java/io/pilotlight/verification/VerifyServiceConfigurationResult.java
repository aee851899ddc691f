package io.pilotlight.verification;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE}: everything was looked at; what could not be is a finding
 * @param findings what is wrong
 */
public record VerifyServiceConfigurationResult(Status status, List<Finding> findings) {}
