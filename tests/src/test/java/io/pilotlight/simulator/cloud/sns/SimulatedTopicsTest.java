package io.pilotlight.simulator.cloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedTopicsTest {

    private final CloudFixture cloud = CloudFixture.withSeed(7);
    private final SimulatedTopics topics = new SimulatedTopics("eu-central-1", cloud.context());
    private final String topic = topics.addTopic("people");

    @Test
    void writesDownWhatPeopleWereTold() {
        topics.publish(topic, "Failover done", "All is well");

        assertThat(cloud.journal().of(Notified.class))
                .containsExactly(new Notified(CloudFixture.START, topic, "Failover done", "All is well"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " leading space", "two\nlines", "naïve", "tab\there"})
    void refusesASubjectThatIsNotPlainAscii(String subject) {
        assertThatThrownBy(() -> topics.publish(topic, subject, "message"))
                .isInstanceOfSatisfying(PublishRefused.class, refused ->
                        assertThat(refused.code()).isEqualTo("InvalidParameter"));
        assertThat(cloud.journal().events()).isEmpty();
    }

    @Test
    void refusesASubjectOfMoreThan100Characters() {
        topics.publish(topic, "x".repeat(100), "message");

        assertThatThrownBy(() -> topics.publish(topic, "x".repeat(101), "message")).isInstanceOf(PublishRefused.class);
    }

    @Test
    void refusesAMessageThatIsEmptyOrLargerThan256KibOfUtf8() {
        topics.publish(topic, null, "x".repeat(262_144));

        assertThatThrownBy(() -> topics.publish(topic, null, "x".repeat(262_143) + "ä")).isInstanceOf(PublishRefused.class);
        assertThatThrownBy(() -> topics.publish(topic, null, "")).isInstanceOf(PublishRefused.class);
    }

    @Test
    void refusesATopicThatIsNotThereAndADarkRegion() {
        assertThatThrownBy(() -> topics.publish(topic + "x", null, "message"))
                .isInstanceOfSatisfying(PublishRefused.class, refused -> assertThat(refused.code()).isEqualTo("NotFound"));
        cloud.faults().darken("eu-central-1");
        assertThatThrownBy(() -> topics.publish(topic, null, "message")).isInstanceOf(PublishRefused.class);
    }
}
