package io.pilotlight.health;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Asks an HTTP(S) endpoint for a page; on Lambda over the network, in the simulator over the simulated one. */
@FunctionalInterface
public interface HttpProbe {

    /**
     * Gets the page once, without following redirects and without a retry.
     *
     * @param url the public URL; its host is sent as Host and as TLS server name
     * @param address the host name or IP address to connect to
     * @param timeout how long the whole answer may take
     * @throws java.net.UnknownHostException where the address cannot be resolved
     * @throws IOException where there is no whole answer in time
     */
    Answer get(URI url, String address, Duration timeout) throws IOException;

    /**
     * An answer.
     *
     * @param status its status code
     * @param body its body's beginning
     * @param unread why that is not the whole body; empty where it is
     */
    record Answer(int status, String body, String unread) {

        /** An answer that was read whole. */
        public Answer(int status, String body) {
            this(status, body, "");
        }
    }
}
