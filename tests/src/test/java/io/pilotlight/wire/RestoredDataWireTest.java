package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.restoretest.FakeMySqlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logging on to a restored database: the packaged function, with the connector and the certificates that are deployed,
 * against a stranger's server. What it does once it is in needs a certificate of RDS's own.
 */
@WireTest
class RestoredDataWireTest {

    private static final String FUNCTION = "CheckRestoredDataFunction";
    private static final String UNAVAILABLE = "io.pilotlight.restoretest.RestoredDatabaseUnavailableException";
    private static final String PASSWORD = "pass-word-of-the-account";

    private final Wire wire;

    RestoredDataWireTest(Wire wire) {
        this.wire = wire;
    }

    @Test
    void saysWhereNobodyListensWithoutASecret() throws IOException {
        int port = freePort();

        Invocation.Failed failed = wire.callThatFails(FUNCTION, iam(port).toString());

        assertThat(failed.errorType()).isEqualTo(UNAVAILABLE);
        assertThat(failed.errorMessage())
                .contains("localhost:%d did not let pilot_light in".formatted(port), "ConnectException", "Nothing was changed");
        assertTellsNoSecret(failed);
    }

    /** The second greets with the plugin that would send the token as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"caching_sha2_password", "mysql_clear_password"})
    void tellsNoTokenToAServerWithoutACertificateOfRds(String plugin, @TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", true, plugin)) {
            Invocation.Failed failed = wire.callThatFails(FUNCTION, iam(server.port()).toString());

            assertThat(failed.errorType()).isEqualTo(UNAVAILABLE);
            assertThat(failed.errorMessage()).contains("SSLHandshakeException");
            assertTellsNoSecret(failed);
            assertToldNothing(server);
        }
    }

    @Test
    void tellsNoTokenToAServerWithoutTls(@TempDir Path folder) throws Exception {
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", false, "mysql_clear_password")) {
            Invocation.Failed failed = wire.callThatFails(FUNCTION, iam(server.port()).toString());

            assertThat(failed.errorType()).isEqualTo(UNAVAILABLE);
            assertTellsNoSecret(failed);
            assertToldNothing(server);
        }
    }

    @Test
    void tellsNoPasswordToAServerWithoutACertificateOfRds(@TempDir Path folder) throws Exception {
        makeSecret("{\"username\": \"pilot_light\", \"password\": \"%s\"}".formatted(PASSWORD));
        try (FakeMySqlServer server = new FakeMySqlServer(folder, "localhost", true, "mysql_native_password")) {
            Invocation.Failed failed = wire.callThatFails(FUNCTION, withSecret(server.port()).toString());

            assertThat(failed.errorType()).isEqualTo(UNAVAILABLE);
            assertThat(failed.errorMessage()).contains("SSLHandshakeException");
            assertTellsNoSecret(failed);
            assertToldNothing(server);
        }
    }

    @Test
    void quotesNothingOfASecretThatHoldsNoPassword() throws IOException {
        makeSecret("[\"%s\"".formatted(PASSWORD));

        Invocation.Failed failed = wire.callThatFails(FUNCTION, withSecret(freePort()).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.secret.InvalidSecretException");
        assertThat(failed.errorMessage()).contains("visits-reader");
        assertTellsNoSecret(failed);
    }

    @Test
    void namesASecretThatIsNotThere() throws IOException {
        Invocation.Failed failed = wire.callThatFails(FUNCTION, withSecret(freePort()).toString());

        assertThat(failed.errorType()).isEqualTo("io.pilotlight.step.AwsRefusedException");
    }

    private void assertTellsNoSecret(Invocation.Failed failed) {
        String log = wire.function(FUNCTION).log();
        assertThat(log).contains(failed.errorMessage());
        assertThat(List.of(failed.json(), log)).noneMatch(RestoredDataWireTest::holdsSecret);
    }

    private static void assertToldNothing(FakeMySqlServer server) {
        assertThat(server.overTls).isEmpty();
        assertThat(server.inTheOpen).noneMatch(RestoredDataWireTest::holdsSecret);
    }

    private static boolean holdsSecret(String text) {
        return text.contains("X-Amz-Signature") || text.contains("X-Amz-Credential") || text.contains(PASSWORD);
    }

    private void makeSecret(String content) {
        wire.clients(Wire.STANDBY).secrets().createSecret(request -> request.name("visits-reader").secretString(content));
    }

    private static ObjectNode iam(int port) {
        return Project.json("events/check-restored-data-input.json").put("endpoint", "localhost").put("port", port)
                .put("until", Instant.now().plusSeconds(3600).toString());
    }

    private static ObjectNode withSecret(int port) {
        return iam(port).put("authentication", "SECRET").put("secretId", "visits-reader");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
