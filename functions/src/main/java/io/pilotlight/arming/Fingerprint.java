package io.pilotlight.arming;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.health.Expectation;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A number for all that decides whether a plan's primary site is called healthy; the order of fields, services and
 * expectations, and how a document is laid out, do not change it.
 *
 * @param value 64 hexadecimal digits
 */
record Fingerprint(String value) {

    /** All that is checked of one service; the order of the components is the order in the text that is digested. */
    private record Checked(String service, String address, String url, List<String> expect, Duration timeout, int probes) {

        static Checked of(Service service, int probes) {
            return new Checked(
                    service.name(),
                    service.primary().loadBalancerDnsName().toLowerCase(Locale.ROOT),
                    service.check().url(),
                    service.check().expect().stream().map(Checked::text).sorted().distinct().toList(),
                    service.check().timeout(),
                    probes);
        }

        private static String text(Expectation expectation) {
            return expectation.getClass().getSimpleName() + json(expectation);
        }
    }

    static Fingerprint of(Plan plan) {
        return new Fingerprint(digest(json(plan.services().stream()
                .filter(Service::hasPage)
                .map(service -> Checked.of(service, plan.confirmation().probesPerRound()))
                .sorted(Comparator.comparing(Checked::service))
                .toList())));
    }

    private static String json(Object checked) {
        try {
            return StrictJson.mapper().writeValueAsString(checked);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a plan that was read cannot be written", impossible);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
