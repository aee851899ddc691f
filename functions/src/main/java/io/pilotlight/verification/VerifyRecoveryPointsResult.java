package io.pilotlight.verification;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE}: everything was looked at; what could not be is a finding
 * @param recoveryPoints how many usable recovery points there are, of all databases together
 * @param findings what is wrong, the most pressing first
 */
public record VerifyRecoveryPointsResult(Status status, int recoveryPoints, List<Finding> findings) {}
