package io.pilotlight.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Probes over the network: connects to the given address, while the Host header, the TLS server name and the verified
 * certificate are those of the URL's host, as a visitor would see them after the switch.
 *
 * <p>Each probe opens a connection of its own and tries one address, the next one in turn where the name has several:
 * so the probes of a round see more than one of a load balancer's addresses. Reads at most 64 KiB of a body.
 */
final class OkHttpProbe implements HttpProbe {

    private static final long MOST_BODY_BYTES = 64 * 1024;
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final OkHttpClient client;
    private final AtomicInteger probesMade = new AtomicInteger();

    OkHttpProbe() {
        this(new OkHttpClient());
    }

    /** @param base the client whose trust in certificates is used; everything else is set here */
    OkHttpProbe(OkHttpClient base) {
        this.client = base.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .build();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The time-out begins once the address is resolved, so that a slow resolver is not taken for a slow endpoint.
     *
     * @throws IllegalArgumentException where the URL is not http or https, or is https and names an IP address
     */
    @Override
    public Answer get(URI url, String address, Duration timeout) throws IOException {
        InetAddress connectTo = inTurn(probesMade.getAndIncrement(), InetAddress.getAllByName(address));
        OkHttpClient once = client.newBuilder()
                .dns(_ -> List.of(connectTo))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .callTimeout(timeout)
                .build();
        try (Response response = once.newCall(request(url, connectTo)).execute()) {
            return new Answer(response.code(), beginning(response.body()));
        }
    }

    private static Request request(URI url, InetAddress connectTo) {
        HttpUrl wanted = HttpUrl.get(url.toString());
        Request.Builder request = new Request.Builder()
                .url(wanted)
                .header("User-Agent", "PilotLight health check")
                .header("Cache-Control", "no-cache");
        // OkHttp connects to an IP address in a URL without asking its Dns, which would ignore the address to probe.
        if (IP_ADDRESS.matcher(wanted.host()).matches()) {
            if (wanted.isHttps()) {
                throw new IllegalArgumentException(
                        "url names the IP address %s; accepted with https is a host name".formatted(wanted.host()));
            }
            request.url(wanted.newBuilder().host(connectTo.getHostAddress()).build()).header("Host", url.getAuthority());
        }
        return request.build();
    }

    static InetAddress inTurn(int turn, InetAddress... addresses) {
        return addresses[Math.floorMod(turn, addresses.length)];
    }

    private static String beginning(ResponseBody body) throws IOException {
        body.source().request(MOST_BODY_BYTES);
        Buffer arrived = body.source().getBuffer();
        return arrived.readString(Math.min(arrived.size(), MOST_BODY_BYTES), StandardCharsets.UTF_8);
    }
}
