package io.pilotlight.traffic;

import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Severity;
import java.util.ArrayList;
import java.util.List;

/** What is found wrong of one public name. */
final class NameDefects {

    private final String name;
    private final List<Finding> findings = new ArrayList<>();

    NameDefects(String name) {
        this.name = name;
    }

    /** A failover would not move the name, or visitors are not where they are thought to be. */
    void critical(String of, String problem, String remedy) {
        add(Severity.CRITICAL, of, problem, remedy);
    }

    /** It would be moved all the same. */
    void warning(String of, String problem, String remedy) {
        add(Severity.WARNING, of, problem, remedy);
    }

    private void add(Severity severity, String of, String problem, String remedy) {
        findings.add(new Finding(Finding.Check.TRAFFIC, severity, of.isEmpty() ? name : name + " " + of, problem, remedy));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
