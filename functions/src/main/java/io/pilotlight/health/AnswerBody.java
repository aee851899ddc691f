package io.pilotlight.health;

import java.io.IOException;
import java.util.Locale;
import java.util.zip.Inflater;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.GzipSource;
import okio.InflaterSource;
import okio.Source;

/**
 * The beginning of an answer's body as text, by the byte order mark, else by the charset that the answer names where it is
 * no JSON, else UTF-8; and what of it was not read.
 *
 * @param text at most 64 KiB of it
 * @param unread why it is not all; empty where it is
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding">Content-Encoding</a>
 */
record AnswerBody(String text, String unread) {

    private static final long MOST_BYTES = 64 * 1024;

    static AnswerBody of(Response response) throws IOException {
        ResponseBody body = response.body();
        boolean more = body.source().request(MOST_BYTES + 1);
        Buffer arrived = new Buffer();
        arrived.write(body.source().getBuffer(), Math.min(body.source().getBuffer().size(), MOST_BYTES));
        String encoding = response.header("Content-Encoding", "identity").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> text(body, arrived, more);
            case "gzip", "x-gzip" -> decoded(body, new GzipSource(arrived), arrived, more);
            case "deflate" -> decoded(body, new InflaterSource(arrived, new Inflater(!isZlib(arrived))), arrived, more);
            default -> new AnswerBody("", "its encoding %s is not known here".formatted(encoding));
        };
    }

    private static AnswerBody decoded(ResponseBody body, Source source, Buffer encoded, boolean more) throws IOException {
        Buffer decoded = new Buffer();
        boolean whole = encoded.exhausted();
        try (source) {
            while (!whole && decoded.size() <= MOST_BYTES) {
                whole = source.read(decoded, MOST_BYTES) < 0;
            }
        } catch (IOException broken) {
            if (!more) {
                return new AnswerBody("", "its encoding is broken: " + broken.getMessage());
            }
        }
        return text(body, decoded, !whole || decoded.size() > MOST_BYTES);
    }

    /** Servers that call a body deflate send it with zlib's header, as they should (RFC 1950, section 2.2), or without it. */
    private static boolean isZlib(Buffer bytes) {
        return bytes.size() >= 2 && (bytes.getByte(0) & 0x0f) == 8
                && ((bytes.getByte(0) & 0xff) << 8 | bytes.getByte(1) & 0xff) % 31 == 0;
    }

    private static AnswerBody text(ResponseBody body, Buffer bytes, boolean more) throws IOException {
        byte[] beginning = bytes.readByteArray(Math.min(bytes.size(), MOST_BYTES));
        return new AnswerBody(
                ResponseBody.create(beginning, charset(body.contentType(), beginning)).string(),
                more ? "only its first 64 KiB were read" : "");
    }

    /** JSON is UTF-8 whatever charset is named with it (RFC 8259, section 11), or an old one whose zeros say what it is (RFC 4627). */
    private static MediaType charset(MediaType type, byte[] beginning) {
        if (type == null || !type.subtype().equalsIgnoreCase("json") && !type.subtype().toLowerCase(Locale.ROOT).endsWith("+json")) {
            return type;
        }
        boolean isWide = beginning.length >= 2 && (beginning[0] == 0 || beginning[1] == 0);
        return MediaType.get("application/json; charset=" + (!isWide ? "utf-8" : beginning[0] == 0 ? "utf-16be" : "utf-16le"));
    }
}
