package io.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.step.Status;
import io.pilotlight.traffic.CheckAnswerHandler.LeadsTo;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheckAnswerHandlerTest {

    private static final String PUBLIC = "www.example.com";
    private static final String LOAD_BALANCER = "lb-2.example.net";
    private static final String OTHER = "lb-1.example.net";

    private final Map<String, SortedSet<String>> names = new HashMap<>();
    private final CheckAnswerHandler handler = new CheckAnswerHandler(this::resolve);

    @Test
    void isDoneOnceThePublicNameAnswersWithTheLoadBalancersAddresses() {
        stand(LOAD_BALANCER, "10.0.0.1", "10.0.0.2");
        stand(PUBLIC, "10.0.0.2", "10.0.0.1");

        assertThat(step()).isEqualTo(new CheckAnswerHandler.Result(Status.DONE,
                "www.example.com answers with addresses of lb-2.example.net", List.of("10.0.0.1", "10.0.0.2"),
                List.of("10.0.0.1", "10.0.0.2"), LeadsTo.LOAD_BALANCER));
    }

    @Test
    void isDoneWhereThePublicNameAnswersWithSomeOfTheLoadBalancersAddresses() {
        stand(LOAD_BALANCER, "10.0.0.1", "10.0.0.2");
        stand(PUBLIC, "10.0.0.2");

        assertThat(step().status()).isEqualTo(Status.DONE);
    }

    @Test
    void waitsWhileThePublicNameStillAnswersWithTheOldSite() {
        stand(LOAD_BALANCER, "10.0.0.1");
        stand(PUBLIC, "10.9.0.1");

        assertThat(step()).isEqualTo(new CheckAnswerHandler.Result(Status.IN_PROGRESS,
                "www.example.com answers [10.9.0.1]; lb-2.example.net has [10.0.0.1]", List.of("10.9.0.1"),
                List.of("10.0.0.1"), LeadsTo.UNKNOWN));
    }

    @Test
    void waitsWhileEvenOneAddressOfTheAnswerIsAnothers() {
        stand(LOAD_BALANCER, "10.0.0.1");
        stand(PUBLIC, "10.0.0.1", "10.9.0.1");

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void waitsWhileThePublicNameIsUnknown() {
        stand(LOAD_BALANCER, "10.0.0.1");

        assertThat(step())
                .isEqualTo(new CheckAnswerHandler.Result(
                        Status.IN_PROGRESS, "www.example.com has no answer yet", List.of(), List.of(), LeadsTo.UNKNOWN));
    }

    @Test
    void waitsWhileThePublicNameHasNoAddress() {
        stand(LOAD_BALANCER, "10.0.0.1");
        stand(PUBLIC);

        assertThat(step().status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void waitsAndSaysSoWhileTheLoadBalancersOwnNameDoesNotResolve() {
        stand(PUBLIC, "10.0.0.1");

        assertThat(step()).isEqualTo(new CheckAnswerHandler.Result(Status.IN_PROGRESS,
                "the load balancer's own name lb-2.example.net does not resolve", List.of("10.0.0.1"), List.of(), LeadsTo.UNKNOWN));
    }

    @Test
    void gathersTheAddressesOfALoadBalancerThatAnswersWithSomeOfThemAtATime() {
        stand(LOAD_BALANCER, "10.0.0.1", "10.0.0.2");
        stand(PUBLIC, "10.0.0.2", "10.0.0.3");
        CheckAnswerHandler.Result first = step();
        assertThat(first.status()).isEqualTo(Status.IN_PROGRESS);

        stand(LOAD_BALANCER, "10.0.0.3");
        CheckAnswerHandler.Result second = step(first.known());

        assertThat(second.status()).isEqualTo(Status.DONE);
        assertThat(second.known()).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void keepsWhatItKnowsWhileANameDoesNotResolve() {
        assertThat(step(List.of("10.0.0.1")).known()).containsExactly("10.0.0.1");
    }

    @Test
    void tellsWhichOfTheTwoLoadBalancersThePublicNameLeadsTo() {
        stand(LOAD_BALANCER, "10.0.0.1", "10.0.0.2");
        stand(OTHER, "10.9.0.1");

        stand(PUBLIC, "10.0.0.2");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.LOAD_BALANCER);
        stand(PUBLIC, "10.9.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.OTHER);
        stand(PUBLIC, "10.9.0.1", "10.0.0.1");
        assertThat(step().leadsTo()).as("visitors may have written at either").isEqualTo(LeadsTo.LOAD_BALANCER);
        stand(PUBLIC, "10.5.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.UNKNOWN);
        stand(PUBLIC);
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.UNKNOWN);
    }

    /** As behind one accelerator, or where both are one. */
    @Test
    void takesAnAddressThatBothLoadBalancersHaveForNoProof() {
        stand(LOAD_BALANCER, "10.0.0.1", "10.0.0.2");
        stand(OTHER, "10.0.0.1", "10.9.0.1");

        stand(PUBLIC, "10.0.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.UNKNOWN);
        assertThat(step().status()).isEqualTo(Status.DONE);
        stand(PUBLIC, "10.0.0.1", "10.9.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.OTHER);
        stand(PUBLIC, "10.0.0.1", "10.0.0.2");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.LOAD_BALANCER);
    }

    /** It was deleted. */
    @Test
    void knowsWhereTheNameLeadsWhileOneLoadBalancerDoesNotResolve() {
        stand(PUBLIC, "10.9.0.1");
        stand(OTHER, "10.9.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.OTHER);

        names.remove(OTHER);
        stand(LOAD_BALANCER, "10.9.0.1");
        assertThat(step().leadsTo()).isEqualTo(LeadsTo.LOAD_BALANCER);
    }

    private CheckAnswerHandler.Result step() {
        return step(List.of());
    }

    private CheckAnswerHandler.Result step(List<String> known) {
        return handler.take(new CheckAnswerHandler.Input(PUBLIC, LOAD_BALANCER, OTHER, known));
    }

    private void stand(String name, String... addresses) {
        names.put(name, new TreeSet<>(List.of(addresses)));
    }

    private SortedSet<String> resolve(String name) throws UnknownHostException {
        if (!names.containsKey(name)) {
            throw new UnknownHostException(name);
        }
        return names.get(name);
    }
}
