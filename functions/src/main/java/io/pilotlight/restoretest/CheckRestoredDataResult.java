package io.pilotlight.restoretest;

import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding;
import java.util.List;

/**
 * @param status {@code DONE} where the table is as the plan says, {@code REFUSED} where it is not
 * @param rows how many rows it has
 * @param newest the newest timestamp in it, empty where the plan asks for none
 * @param checksum what {@code CHECKSUM TABLE} gave, empty where the plan asks for none
 * @param warmUpSeconds how long the first read of all its rows took
 * @param findings what is wrong
 */
public record CheckRestoredDataResult(
        Status status, long rows, String newest, String checksum, double warmUpSeconds, List<Finding> findings) {}
