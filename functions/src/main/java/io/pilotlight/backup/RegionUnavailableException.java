package io.pilotlight.backup;

import io.pilotlight.step.TryAgainException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** One of the two Regions does not answer, or throttles, so that nothing can be backed up. */
public final class RegionUnavailableException extends TryAgainException {

    public RegionUnavailableException(String region, SdkException cause) {
        super("%s: %s. Backups need both Regions. Nothing was touched, and backups go on when it answers."
                .formatted(what(region, cause), cause.getMessage().replaceFirst("\\.\\s*$", "")), cause);
    }

    private static String what(String region, SdkException cause) {
        return cause instanceof SdkServiceException service && service.isThrottlingException()
                ? "RDS throttles the calls to %s, because there are too many for its rate".formatted(region)
                : "%s does not answer, as during an outage of it".formatted(region);
    }
}
