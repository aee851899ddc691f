package io.pilotlight.restoretest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Trusts the certificates of the option {@code serverSslCert}, and nothing else. The connector's own trusts any server
 * until it has logged on, because a MariaDB server can prove itself with the password then; a MySQL server cannot, and a
 * token that is sent as it is must not go to a stranger.
 *
 * <p>The connector finds it as a service, by its type. It is public because {@link java.util.ServiceLoader} asks for that.
 */
public final class StrictTls implements TlsSocketPlugin {

    static final String TYPE = "pilot-light-strict";

    private final TlsSocketPlugin connectors = new DefaultTlsSocketPlugin();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory exceptions, HostAddress host)
            throws SQLException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate authority : certificates(configuration.serverSslCert())) {
                trusted.setCertificateEntry("authority-" + trusted.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException failure) {
            throw new SQLException("the certificates of %s could not be read".formatted(configuration.serverSslCert()),
                    "08000", failure);
        }
    }

    /** Reads a PEM file, in which lines of comment may stand between the certificates. */
    static Collection<? extends Certificate> certificates(String location) throws IOException, GeneralSecurityException {
        try (InputStream pem = URI.create(location).toURL().openStream()) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        return connectors.getKeyManager(configuration, exceptions);
    }

    @Override
    public void verify(String host, SSLSession session, long threadId) throws SSLException {
        connectors.verify(host, session, threadId);
    }
}
