package io.pilotlight.simulator.cloud.sns;

import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SNS in one Region: what is published is written into the journal, as people would read it.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class SimulatedTopics {

    private static final int MOST_BYTES = 256 * 1024;
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,99}");

    private final String region;
    private final CloudContext context;
    private final Set<String> topics = new HashSet<>();

    public SimulatedTopics(String region, CloudContext context) {
        this.region = region;
        this.context = context;
    }

    /** Adds a topic, and returns its ARN. */
    public String addTopic(String name) {
        String arn = Arns.of("sns", region, name);
        topics.add(arn);
        return arn;
    }

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
        if (!topics.contains(topicArn)) {
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
