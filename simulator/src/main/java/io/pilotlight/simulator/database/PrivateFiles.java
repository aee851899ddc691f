package io.pilotlight.simulator.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that only their owner may read. */
final class PrivateFiles {

    private PrivateFiles() {}

    /** Makes an empty file that must not exist yet. */
    static Path create(Path file) throws IOException {
        return Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Makes a file that must not exist yet, with this text. */
    static Path write(Path file, String text) throws IOException {
        return Files.writeString(create(file), text);
    }
}
