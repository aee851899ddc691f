package io.pilotlight.command;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import picocli.CommandLine.Option;

/** Which stack is meant, and with whose credentials it is asked: the SDK's usual ones. */
final class StackOptions {

    @Option(names = "--stack", paramLabel = "NAME", defaultValue = "pilot-light",
            description = "What the stack is called. Default: ${DEFAULT-VALUE}, as samconfig.toml has it.")
    private String stack;

    @Option(names = "--region", paramLabel = "REGION",
            description = "The standby Region, in which the stack stands. Default: the SDK's usual one, such as AWS_REGION.")
    private String region;

    @Option(names = "--profile", paramLabel = "NAME", description = "A profile of the AWS configuration. Default: the SDK's usual one.")
    private String profile;

    String stack() {
        return stack;
    }

    /** @throws Unanswerable where neither the command line nor the environment says it */
    String region() {
        if (profile != null) {
            System.setProperty("aws.profile", profile);
        }
        if (region != null) {
            return region;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException none) {
            throw new Unanswerable("no Region is given: say --region, or set AWS_REGION; it is the standby Region, in which the stack stands");
        }
    }
}
