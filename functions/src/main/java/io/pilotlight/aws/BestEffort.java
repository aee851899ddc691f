package io.pilotlight.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks clients for calls that nothing waits for to succeed: they give up after {@link AwsClients#BEST_EFFORT_CALL_TIMEOUT}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface BestEffort {}
