package io.pilotlight.plan;

import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/** One Region's half of the application. */
public record Site(String region) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    public Site {
        Require.matching("region", region, REGION, "the code of an AWS Region, such as eu-west-1");
    }
}
