package io.pilotlight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real TLS server on 127.0.0.1 with a certificate for the public name, made for this run. */
class OkHttpProbeTlsTest {

    private static final String PUBLIC_NAME = "www.shop.test";
    private static final char[] STORE_PASSWORD = "only-for-this-run".toCharArray();
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final List<String> SERVER_NAMES = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> HOSTS = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private static Path directory;

    private static KeyStore keys;
    private static HttpsServer server;

    @BeforeAll
    static void serve() throws Exception {
        keys = selfSigned(PUBLIC_NAME);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            session.getRequestedServerNames().forEach(name -> SERVER_NAMES.add(((SNIHostName) name).getAsciiName()));
            HOSTS.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void sendsThePublicNameAsHostAndAsTlsServerNameWhileItConnectsToTheAddress() throws Exception {
        int status = new OkHttpProbe(trusting(keys)).get(url(PUBLIC_NAME), "127.0.0.1", AMPLE).status();

        assertThat(status).isEqualTo(200);
        assertThat(HOSTS).containsOnly(PUBLIC_NAME + ":" + server.getAddress().getPort());
        assertThat(SERVER_NAMES).containsOnly(PUBLIC_NAME);
    }

    @Test
    void refusesACertificateThatIsForAnotherName() {
        assertThatThrownBy(() -> new OkHttpProbe(trusting(keys)).get(url("www.other.test"), "127.0.0.1", AMPLE))
                .isInstanceOf(SSLPeerUnverifiedException.class);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> new OkHttpProbe().get(url(PUBLIC_NAME), "127.0.0.1", AMPLE))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private static URI url(String host) {
        return URI.create("https://%s:%d/health".formatted(host, server.getAddress().getPort()));
    }

    private static OkHttpClient trusting(KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
    }

    private static KeyStore selfSigned(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
                "-dname", "CN=" + name, "-ext", "SAN=dns:" + name, "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", new String(STORE_PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            keys.load(input, STORE_PASSWORD);
        }
        // A trust manager takes only certificate entries for anchors, and the key's own entry is none.
        keys.setCertificateEntry("anchor", keys.getCertificate("server"));
        return keys;
    }
}
