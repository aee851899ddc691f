package io.pilotlight.verification;

import static io.pilotlight.step.StepHandler.isUnavailable;

import io.pilotlight.verification.Finding.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * Who is told on the topic. A subscription by e-mail counts once it was confirmed from its first mail; until then, and
 * where there is none, alarms and recoveries tell nobody.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html">ListSubscriptionsByTopic</a>
 */
final class Subscribers {

    private static final String CONFIRM = "Confirm it from the mail of AWS Notifications, or subscribe anew where that mail is"
            + " older than two days";

    private Subscribers() {}

    /** Returns what is wrong ({@code sns:ListSubscriptionsByTopic}, once a page). */
    static List<Finding> findings(SnsClient sns, String topicArn) {
        String topic = topicArn.substring(topicArn.lastIndexOf(':') + 1);
        List<Subscription> subscriptions;
        try {
            subscriptions = sns.listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn))
                    .subscriptions().stream().toList();
        } catch (SdkException failure) {
            if (!isUnavailable(failure)) {
                throw failure;
            }
            return List.of(new Finding(Check.NOT_CHECKED, Severity.WARNING, topic,
                    "SNS does not answer, so it is not known whether anybody is told",
                    "Start the state machine verify-backups with {} once it answers"));
        }
        List<Finding> findings = new ArrayList<>();
        if (subscriptions.stream().noneMatch(Subscribers::isConfirmed)) {
            findings.add(new Finding(Check.NOBODY_TOLD, Severity.CRITICAL, topic,
                    subscriptions.isEmpty()
                            ? "nobody has subscribed to the topic, so no alarm and no recovery tells anybody"
                            : "no subscription is confirmed, so no alarm and no recovery tells anybody: " + endpoints(subscriptions),
                    subscriptions.isEmpty()
                            ? "Deploy the stack with NotificationEmail, or subscribe to the topic, and confirm it from its first mail"
                            : CONFIRM));
        } else if (!subscriptions.stream().allMatch(Subscribers::isConfirmed)) {
            findings.add(new Finding(Check.NOBODY_TOLD, Severity.WARNING, topic,
                    "these subscriptions are not confirmed, and are told nothing: " + endpoints(subscriptions), CONFIRM));
        }
        return findings;
    }

    /** One that waits has a word in place of its ARN. */
    private static boolean isConfirmed(Subscription subscription) {
        return subscription.subscriptionArn().startsWith("arn:");
    }

    private static String endpoints(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .filter(subscription -> !isConfirmed(subscription))
                .map(Subscription::endpoint)
                .collect(Collectors.joining(", "));
    }
}
