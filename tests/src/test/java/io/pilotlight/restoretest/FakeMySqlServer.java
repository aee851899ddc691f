package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * So much of MySQL's protocol as logging on needs: it greets as a MySQL 8 does, takes up TLS with a certificate of its own,
 * asks for the plugin of RDS's IAM accounts, and says yes to whatever it is told then. What it was told is written down.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection phase</a>
 */
public final class FakeMySqlServer implements AutoCloseable {

    private static final String STORE_PASSWORD = "of-no-importance";
    private static final String ALIAS = "server";
    /** Keys and certificates by the host name that they are for: each takes a process to make. */
    private static final Map<String, byte[]> STORES = new ConcurrentHashMap<>();
    private static final int TLS = 0x0800;
    private static final int CAPABILITIES = 0x0001 | 0x0008 | 0x0200 | 0x2000 | 0x8000 | (1 << 19) | (1 << 24);

    /** What arrived before TLS was taken up, and what after it, as text. */
    public final List<String> inTheOpen = new CopyOnWriteArrayList<>();
    public final List<String> overTls = new CopyOnWriteArrayList<>();

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final SSLContext tls;
    private final Path certificate;
    private final boolean offersTls;
    private final String defaultPlugin;

    /** @param host the name that its certificate is for */
    public FakeMySqlServer(Path folder, String host, boolean offersTls, String defaultPlugin)
            throws IOException, GeneralSecurityException {
        this.offersTls = offersTls;
        this.defaultPlugin = defaultPlugin;
        KeyStore keys = keys(STORES.computeIfAbsent(host, FakeMySqlServer::makeStore));
        this.certificate = Files.writeString(folder.resolve("server.pem"), pem(keys));
        this.tls = context(keys);
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of the certificate with which it proves who it is. */
    String certificate() {
        return certificate.toUri().toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                converse(socket);
            } catch (IOException _) {
                // A client that hangs up, which is what most tests are about.
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        send(socket.getOutputStream(), 0, greeting());
        inTheOpen.add(receive(socket.getInputStream()));
        if (!offersTls) {
            return;
        }
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secure.setUseClientMode(false);
        overTls.add(receive(secure.getInputStream()));
        send(secure.getOutputStream(), 3, ("\u00fe" + "mysql_clear_password\0" + "12345678901234567890\0"));
        overTls.add(receive(secure.getInputStream()));
        send(secure.getOutputStream(), 5, OK);
        while (true) {
            overTls.add(receive(secure.getInputStream()));
            send(secure.getOutputStream(), 1, OK);
        }
    }

    private static final String OK = "\0\0\0\u0002\0\0\0";

    private String greeting() {
        int capabilities = CAPABILITIES | (offersTls ? TLS : 0);
        return "\n8.0.40\0" + "\u0001\0\0\0" + "abcdefgh" + "\0" + two(capabilities) + "\u002d" + two(2)
                + two(capabilities >>> 16) + (char) 21 + "\0".repeat(10) + "ijklmnopqrst\0" + defaultPlugin + "\0";
    }

    private static String two(int number) {
        return "" + (char) (number & 0xff) + (char) (number >>> 8 & 0xff);
    }

    private static void send(OutputStream out, int sequence, String payload) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {(byte) bytes.length, (byte) (bytes.length >>> 8), 0, (byte) sequence});
        packet.writeBytes(bytes);
        out.write(packet.toByteArray());
        out.flush();
    }

    private static String receive(InputStream in) throws IOException {
        byte[] header = new byte[4];
        new DataInputStream(in).readFully(header);
        int length = Byte.toUnsignedInt(header[0]) | Byte.toUnsignedInt(header[1]) << 8 | Byte.toUnsignedInt(header[2]) << 16;
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    private static String pem(KeyStore keys) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(
                Base64.getMimeEncoder().encodeToString(keys.getCertificate(ALIAS).getEncoded()));
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore keys(byte[] store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), STORE_PASSWORD.toCharArray());
        return keys;
    }

    private static byte[] makeStore(String host) {
        try {
            Path folder = Files.createTempDirectory("fake-mysql");
            Path store = folder.resolve("server.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair", "-keystore", store.toString(), "-storetype", "PKCS12", "-keyalg", "EC",
                            "-dname", "CN=fake", "-ext", "san=dns:" + host, "-validity", "2",
                            "-alias", ALIAS, "-storepass", STORE_PASSWORD)
                    .redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            byte[] made = Files.readAllBytes(store);
            Files.delete(store);
            Files.delete(folder);
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a key was made", interrupted);
        }
    }
}
