package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates that are trusted, as the connector is given them. */
class RdsRootCertificatesTest {

    private static final Pattern SUBJECT =
            Pattern.compile("CN=Amazon RDS [a-z]+(-[a-z]+)+-\\d Root CA (RSA2048|RSA4096|ECC384) G1[,+].*");

    private List<X509Certificate> certificates;

    @BeforeEach
    void read() throws Exception {
        certificates = StrictTls.certificates(RdsLogin.rootCertificates()).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    @Test
    void areAllRead() throws Exception {
        try (InputStream file = URI.create(RdsLogin.rootCertificates()).toURL().openStream()) {
            String pem = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(certificates).hasSize(pem.split("-----BEGIN CERTIFICATE-----", -1).length - 1);
        }
        assertThat(certificates).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    @Test
    void areAmazonRdsOwnRootsAndGoodForYears() {
        Instant inFiveYears = Instant.now().plus(Duration.ofDays(5 * 365));
        assertThat(certificates).allSatisfy(certificate -> {
            assertThat(certificate.getBasicConstraints()).as("is an authority").isNotNegative();
            assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
            certificate.verify(certificate.getPublicKey());
            assertThat(certificate.getNotBefore()).isBefore(Instant.now());
            assertThat(certificate.getNotAfter()).isAfter(inFiveYears);
            assertThat(certificate.getSubjectX500Principal().getName()).contains("O=Amazon Web Services\\, Inc.");
            assertThat(commonName(certificate)).matches(SUBJECT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-central-1", "eu-west-1", "us-east-1", "ca-west-1", "il-central-1", "ap-southeast-5"})
    void areThereForEachKindOfKeyOfARegion(String region) {
        assertThat(certificates.stream().map(RdsRootCertificatesTest::commonName)
                .filter(name -> name.contains("Amazon RDS %s Root".formatted(region)))).hasSize(3);
    }

    /** AWS adds Regions: after three years somebody looks, with functions/renew-rds-root-certificates. */
    @Test
    void areOfThreeYearsAgoAtMost() throws Exception {
        try (InputStream file = URI.create(RdsLogin.rootCertificates()).toURL().openStream()) {
            Matcher asOf = Pattern.compile("(?m)^# As of (\\d{4}-\\d\\d-\\d\\d)$")
                    .matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(asOf.find()).isTrue();
            assertThat(LocalDate.parse(asOf.group(1)))
                    .as("run functions/renew-rds-root-certificates").isAfter(LocalDate.now(ZoneOffset.UTC).minusYears(3));
        }
    }

    private static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.substring(name.indexOf("CN="));
    }
}
