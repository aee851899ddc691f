package io.pilotlight.health;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of one round's evidence whether the primary site is out: unhealthy where one service is, else unknown where one is,
 * else healthy. What leads to what stands in {@link OutageTable}. Makes no AWS call; called again, it says the same.
 */
public final class JudgeOutageHandler extends StepHandler<JudgeOutageHandler.Input, JudgeOutageHandler.Result> {

    /** @param evidence what was seen in the round, one of kind {@code SITE} for each service at least */
    public record Input(List<Seen> evidence) {

        public Input {
            evidence = List.copyOf(evidence);
            Require.notEmpty("evidence of kind SITE", of(evidence, Kind.SITE).toList());
        }

        private static Stream<Seen> of(List<Seen> evidence, Kind kind) {
            return evidence.stream().filter(seen -> seen.kind() == kind);
        }

        private Stream<Seen> of(Kind kind) {
            return of(evidence, kind);
        }

        private Optional<Seen> of(Kind kind, String service) {
            return of(kind).filter(seen -> seen.service().equals(service)).findFirst();
        }

        /**
         * One thing that was seen.
         *
         * @param service the plan's name of the service; empty for a control
         * @param health what was seen there
         * @param answer of a site's probes, the best kind of answer
         * @param checkers of kind {@code OTHERS}, what Route 53's checkers say, where {@code health} is that of the targets
         * @param apiAnswered of kind {@code OTHERS}, whether the APIs of the site's Region answered
         * @param summary in words
         */
        public record Seen(
                Kind kind, @MayBeEmpty String service, Health health, Answer answer, Health checkers, boolean apiAnswered,
                @MayBeEmpty String summary) {}

        /** Where it was looked. */
        public enum Kind {
            SITE,
            PUBLIC,
            CONTROL,
            /** The site's own load balancer, and Route 53's checkers. */
            OTHERS
        }
    }

    /**
     * @param status always {@code DONE}
     * @param verdict of the site
     * @param summary what was seen of each service that does not work, and why that is what it is
     * @param apiSilent whether no API of the site's Region answered
     */
    public record Result(Status status, Health verdict, String summary, boolean apiSilent) {}

    /** A service, and the line of the table that holds for it. */
    private record Judged(Input.Seen site, OutageTable line) {

        String inWords() {
            return "%s: %s. %s".formatted(site.service(), line.reason(), site.summary());
        }
    }

    @Override
    protected Result step(Input input) {
        List<Judged> services = input.of(Input.Kind.SITE)
                .map(site -> new Judged(site, OutageTable.lineOf(evidence(input, site))))
                .toList();
        boolean apiSilent = input.of(Input.Kind.OTHERS).count() > 0
                && input.of(Input.Kind.OTHERS).noneMatch(Input.Seen::apiAnswered);
        return new Result(Status.DONE, worst(services),
                services.stream().map(Judged::inWords).collect(Collectors.joining(" ")), apiSilent);
    }

    private static SiteEvidence evidence(Input input, Input.Seen site) {
        Optional<Input.Seen> others = input.of(Input.Kind.OTHERS, site.service());
        return new SiteEvidence(
                site.health(),
                site.answer(),
                input.of(Input.Kind.PUBLIC, site.service()).map(Input.Seen::health).orElse(Health.UNKNOWN),
                control(input.of(Input.Kind.CONTROL).map(Input.Seen::health).toList()),
                others.map(Input.Seen::health).orElse(Health.UNKNOWN),
                others.map(Input.Seen::checkers).orElse(Health.UNKNOWN));
    }

    /** One that answers is enough: then this network works. */
    private static Health control(List<Health> controls) {
        if (controls.isEmpty()) {
            return Health.UNKNOWN;
        }
        return controls.contains(Health.HEALTHY) ? Health.HEALTHY : Health.UNHEALTHY;
    }

    private static Health worst(List<Judged> services) {
        List<Health> verdicts = services.stream().map(judged -> judged.line().verdict()).toList();
        return Stream.of(Health.UNHEALTHY, Health.UNKNOWN).filter(verdicts::contains).findFirst().orElse(Health.HEALTHY);
    }
}
