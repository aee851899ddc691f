package io.pilotlight.notice;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notice as SNS takes it: a subject of at most 100 printable ASCII characters on one line, and a body that ends with
 * the address of the execution's page.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Mail(String subject, String body) {

    private static final int LONGEST_SUBJECT = 100;

    static Mail of(String application, Notice notice, Setting setting) {
        String subject = "[Pilot Light] %s: %s"
                .formatted(application, notice.headline(setting))
                .replaceAll("[^ -~]", "?");
        String body = Stream.concat(notice.lines(setting), Stream.of("Execution:", setting.execution().page()))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return new Mail(subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length())), body);
    }
}
