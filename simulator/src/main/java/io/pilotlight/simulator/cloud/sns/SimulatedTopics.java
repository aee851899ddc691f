package io.pilotlight.simulator.cloud.sns;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.paginators.ListSubscriptionsByTopicIterable;

/**
 * SNS in one Region: what is published is written into the journal, as people would read it, whoever has subscribed.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class SimulatedTopics implements SnsClient, Guarded {

    private static final int MOST_BYTES = 256 * 1024;
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,99}");

    private final String region;
    private final CloudContext context;
    private final Map<String, List<Subscription>> topics = new HashMap<>();

    public SimulatedTopics(String region, CloudContext context) {
        this.region = region;
        this.context = context;
    }

    /** Adds a topic, and returns its ARN. */
    public String addTopic(String name) {
        String arn = Arns.of("sns", region, name);
        topics.put(arn, new ArrayList<>());
        return arn;
    }

    /** Subscribes an e-mail address to a topic; until it is confirmed it has no ARN. */
    public void subscribe(String topicArn, String address, boolean confirmed) {
        topics.get(topicArn).add(Subscription.builder().topicArn(topicArn).protocol("email").endpoint(address)
                .subscriptionArn(confirmed ? "%s:%08d".formatted(topicArn, topics.get(topicArn).size()) : "PendingConfirmation")
                .build());
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        if (!topics.containsKey(request.topicArn())) {
            throw ServiceErrors.error(SnsClient.class, "NotFound", 404, "Topic does not exist");
        }
        return ListSubscriptionsByTopicResponse.builder().subscriptions(topics.get(request.topicArn())).build();
    }

    @Override
    public ListSubscriptionsByTopicIterable listSubscriptionsByTopicPaginator(ListSubscriptionsByTopicRequest request) {
        return new ListSubscriptionsByTopicIterable(this, request);
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return List.of(Access.to(action,
                request instanceof ListSubscriptionsByTopicRequest asked ? asked.topicArn() : Access.ANY));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /**
     * Publishes a message.
     *
     * @param subject at most 100 printable ASCII characters, the first no space; {@code null} for none
     * @param message at most 256 KiB of UTF-8
     * @throws PublishRefused where there is no such topic, a rule is broken, or SNS does not answer in that Region
     */
    public void publish(String topicArn, String subject, String message) {
        if (!context.faults().answers(region, "sns")) {
            throw new PublishRefused("ServiceUnavailable", "SNS in %s does not answer".formatted(region));
        }
        if (!topics.containsKey(topicArn)) {
            throw new PublishRefused("NotFound", "Topic does not exist");
        }
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw new PublishRefused("InvalidParameter", "Invalid parameter: Subject");
        }
        if (message == null || message.isEmpty()) {
            throw new PublishRefused("InvalidParameter", "Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new PublishRefused("InvalidParameter", "Invalid parameter: Message too long");
        }
        context.journal().add(new JournalEvent.Notified(
                context.timeline().now(), topicArn, subject == null ? "" : subject, message));
    }
}
