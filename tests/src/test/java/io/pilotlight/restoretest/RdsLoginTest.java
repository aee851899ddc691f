package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.scenario.StepCloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Logging on, against a server that speaks so much of MySQL's protocol; nothing of it needs a network. */
class RdsLoginTest {

    private static final Duration LIMIT = Duration.ofMinutes(13);

    private static final String SIGNATURE = "X-Amz-Signature";
    private static final String SESSION_TOKEN = "session-token-of-the-role";
    private static final StaticCredentialsProvider ROLE = StaticCredentialsProvider.create(
            AwsSessionCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", SESSION_TOKEN));
    private static final String PASSWORD = "pass-word-of-the-account";

    @Test
    void sendsATokenThatIsSignedHereOverTlsToTheServerThatProvesItself(@TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", true, "caching_sha2_password");
                RestoredDatabase _ =
                        login(server.certificate()).open(input(server.port(), DatabaseAuthentication.IAM), LIMIT)) {
            assertThat(server.overTls).anySatisfy(packet -> assertThat(packet)
                    .startsWith("localhost:%d/".formatted(server.port()))
                    .contains("Action=connect", "DBUser=pilot_light", "X-Amz-Expires=900", "eu-central-1", SIGNATURE)
                    .endsWith("\0"));
            assertThat(server.inTheOpen)
                    .noneMatch(packet -> packet.contains(SIGNATURE) || packet.contains("pilot_light"));
            assertThat(server.overTls).anyMatch(packet -> packet.contains("TRANSACTION READ ONLY"))
                    .anyMatch(packet -> packet.contains("time_zone = '+00:00'"));
        }
    }

    /**
     * The second greets with the plugin that sends the token as it is, so that it would be the first thing to be sent.
     */
    @ParameterizedTest
    @ValueSource(strings = {"caching_sha2_password", "mysql_clear_password", "mysql_native_password"})
    void tellsNothingToAServerWhoseCertificateIsNotOfRds(String plugin, @TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", true, plugin)) {
            Throwable failure = catchThrowable(
                    () -> login(RdsLogin.rootCertificates()).open(input(server.port(), DatabaseAuthentication.IAM), LIMIT));

            assertThat(failure).isInstanceOf(RestoredDatabaseUnavailableException.class)
                    .hasMessageContaining("SSLHandshakeException");
            assertThat(server.overTls).isEmpty();
            assertThat(server.inTheOpen).noneMatch(packet -> packet.contains(SIGNATURE));
            assertThat(written(failure)).doesNotContain(SIGNATURE, SESSION_TOKEN);
        }
    }

    @Test
    void tellsNothingToAServerOfAnotherName(@TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "other.example.com", true, "mysql_clear_password")) {
            Throwable failure = catchThrowable(
                    () -> login(server.certificate()).open(input(server.port(), DatabaseAuthentication.IAM), LIMIT));

            assertThat(failure).isInstanceOf(RestoredDatabaseUnavailableException.class);
            assertThat(server.overTls).isEmpty();
            assertThat(written(failure)).doesNotContain(SIGNATURE, SESSION_TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caching_sha2_password", "mysql_clear_password"})
    void tellsNothingWithoutTls(String plugin, @TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", false, plugin)) {
            Throwable failure = catchThrowable(
                    () -> login(server.certificate()).open(input(server.port(), DatabaseAuthentication.IAM), LIMIT));

            assertThat(failure).isInstanceOf(RestoredDatabaseUnavailableException.class);
            assertThat(server.inTheOpen).noneMatch(packet -> packet.contains(SIGNATURE));
            assertThat(written(failure)).doesNotContain(SIGNATURE, SESSION_TOKEN);
        }
    }

    @Test
    void doesNotSendAPasswordOfASecretAsItIsBecauseAServerAsksForIt(@TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", true, "caching_sha2_password")) {
            Throwable failure = catchThrowable(
                    () -> login(server.certificate()).open(input(server.port(), DatabaseAuthentication.SECRET), LIMIT));

            assertThat(failure).isInstanceOf(RestoredDatabaseUnavailableException.class);
            assertThat(server.overTls).isNotEmpty().noneMatch(packet -> packet.contains(PASSWORD));
            assertThat(written(failure)).doesNotContain(PASSWORD);
        }
    }

    @Test
    void saysWhereNobodyAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> login(RdsLogin.rootCertificates()).open(input(free, DatabaseAuthentication.IAM), LIMIT))
                .isInstanceOf(RestoredDatabaseUnavailableException.class)
                .hasMessageContaining("localhost:%d did not let pilot_light in".formatted(free))
                .hasMessageContaining("ConnectException")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass-word-of-the-account",
                "{\"username\": \"a\"}",
                "[\"pass-word-of-the-account\"]",
                "{\"password\": 7}",
                "{\"password\": \"\"}",
                "{\"password\": \"pass-word-of-the-account\", \"password\": \"b\"}"
            })
    void refusesASecretWithoutAPasswordAndQuotesNothingOfIt(String content) {
        SecretsManagerClient secret = holding(content);
        RdsLogin login =
                new RdsLogin(ROLE, _ -> secret, Clock.systemUTC(), RdsLogin.rootCertificates());

        Throwable failure = catchThrowable(() -> login.open(input(3306, DatabaseAuthentication.SECRET), LIMIT));

        assertThat(failure).isInstanceOf(InvalidSecretException.class).hasMessageContaining("visits-reader");
        assertThat(written(failure)).doesNotContain(PASSWORD);
    }

    @Test
    void tellsTheStatementsThatMakeTheAccountWhereTheDatabaseKnowsNone() {
        SQLException denied = new SQLException("Access denied for user", "28000", 1045);

        assertThat(RdsLogin.remedy(input(3306, DatabaseAuthentication.IAM), denied)).isEqualTo(
                "Run on the application's database: CREATE USER 'pilot_light' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'; "
                        + "ALTER USER 'pilot_light' REQUIRE SSL; GRANT SELECT ON `visitors`.* TO 'pilot_light'; "
                        + "error 1524 there means that its IAM authentication is off");
        assertThat(RdsLogin.remedy(input(3306, DatabaseAuthentication.SECRET), denied)).isEqualTo(
                "Run on the application's database: CREATE USER 'pilot_light' IDENTIFIED BY 'the secret''s password'; "
                        + "ALTER USER 'pilot_light' REQUIRE SSL; GRANT SELECT ON `visitors`.* TO 'pilot_light';");
        assertThat(RdsLogin.remedy(input(3306, DatabaseAuthentication.IAM), new SQLException("no route", "08000", -1)))
                .isEqualTo("It may be starting still; if it stays so, look at the way there");
    }

    private static RdsLogin login(String authorities) {
        SecretsManagerClient secret = holding("{\"password\": \"%s\"}".formatted(PASSWORD));
        return new RdsLogin(ROLE, _ -> secret, Clock.systemUTC(), authorities);
    }

    private static DatabaseLogin input(int port, DatabaseAuthentication authentication) {
        return new DatabaseLogin("eu-central-1", "localhost", port, "visitors", "pilot_light", authentication,
                authentication == DatabaseAuthentication.IAM ? "" : "visits-reader", "password");
    }

    private static String written(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A Region that holds the account's secret alone. */
    private static SecretsManagerClient holding(String content) {
        SimulatedSecretsManager secrets = new StepCloud().secrets(StepCloud.STANDBY);
        secrets.addSecret("visits-reader", content);
        return secrets;
    }
}
