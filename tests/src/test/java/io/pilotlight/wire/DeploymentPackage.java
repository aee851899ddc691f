package io.pilotlight.wire;

import io.pilotlight.step.StepHandler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is deployed, laid out as Lambda lays it out: the functions' own classes, and {@code lib/} with what they need at
 * run time and nothing of the tests.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deployment packages in Java</a>
 */
final class DeploymentPackage implements AutoCloseable {

    private static final Path FUNCTIONS = Project.file("functions/target");

    private final Path root;

    private DeploymentPackage(Path root) {
        this.root = root;
    }

    /** Lays it out in a temporary folder: the packaged jar where Maven has packaged it, else the compiled classes. */
    static DeploymentPackage layOut() {
        try {
            Path root = Files.createTempDirectory("pilot-light-task");
            Path libraries = Files.createDirectory(root.resolve("lib"));
            for (Path jar : dependencies()) {
                link(libraries, jar);
            }
            Path own = functions();
            if (Files.isRegularFile(own)) {
                link(libraries, own);
            } else {
                try (Stream<Path> children = Files.list(own)) {
                    children.forEach(child -> link(root, child));
                }
            }
            return new DeploymentPackage(root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The folder that Lambda calls the task root. */
    Path root() {
        return root;
    }

    /** The functions' dependencies at run time, as Maven resolved them. */
    static List<Path> dependencies() {
        try {
            String list = Files.readString(FUNCTIONS.resolve("runtime-class-path.txt"));
            return Arrays.stream(list.split(File.pathSeparator)).map(Path::of).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("functions has not been compiled", failure);
        }
    }

    /** The functions' packaged jar where this build has packaged it, else the folder of their compiled classes. */
    static Path functions() {
        // The simulator's jar names a copy of theirs beside it, which the JVM finds first; the name is the same.
        return FUNCTIONS.resolve(Path.of(location(StepHandler.class)).getFileName());
    }

    /** The jar or folder from which this JVM has loaded a class. */
    static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @Override
    public void close() {
        delete(root.resolve("lib"));
        delete(root);
    }

    private static void link(Path folder, Path target) {
        try {
            Files.createSymbolicLink(folder.resolve(target.getFileName()), target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> links = Files.list(folder)) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
