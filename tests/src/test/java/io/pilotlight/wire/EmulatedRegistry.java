package io.pilotlight.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The images of the visitor counter in the emulated AWS: the same in each Region, as replication leaves them. */
final class EmulatedRegistry {

    private static final String MANIFEST = """
            {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "config": {"digest": "sha256:%s"}}""";

    private EmulatedRegistry() {}

    /** Pushes an image under that tag, and returns its digest. */
    static String push(Clients clients, String tag) {
        String manifest = MANIFEST.formatted(tag);
        return clients.images().putImage(request -> request
                .repositoryName(EmulatedSite.NAME).imageTag(tag).imageManifest(manifest).imageDigest(digest(manifest)))
                .image().imageId().imageDigest();
    }

    /** The emulator would draw one. */
    private static String digest(String manifest) {
        try {
            return "sha256:" + HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
