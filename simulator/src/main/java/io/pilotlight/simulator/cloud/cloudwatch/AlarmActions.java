package io.pilotlight.simulator.cloud.cloudwatch;

/** Where an alarm's actions go: the topics of its Region. */
@FunctionalInterface
public interface AlarmActions {

    /** Publishes an alarm's message to a topic. */
    void publish(String topicArn, String subject, String message);
}
