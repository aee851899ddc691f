package io.pilotlight.verification;

import io.pilotlight.metrics.MetricData;
import io.pilotlight.verification.Finding.Check;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * The data points of one verification: {@code Verifications}, {@code Findings} and {@code CriticalFindings} of the application, also where
 * there are none, so that an alarm sees a verification that did not run; {@code Findings} of each check that found
 * something; and of each restore test {@code RestoreTestPassed}, {@code RestoreSeconds} and {@code WarmUpSeconds}, the
 * two times only where there is one. {@code RestoreTestPassed} is also told of the application, 0 where one has failed.
 */
final class FindingsMetrics {

    private final MetricData data;

    FindingsMetrics(String application, Instant now) {
        this.data = new MetricData(application, now);
    }

    void findings(List<Finding> findings) {
        data.add("Verifications", 1);
        data.add("Findings", findings.size());
        data.add("CriticalFindings", findings.stream().filter(Finding::isCritical).count());
        Map<Check, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(Finding::check, TreeMap::new, Collectors.counting()));
        counts.forEach((check, count) -> data.add("Findings", "Check", check.name(), count));
    }

    void restoreTests(List<RestoreTestMade> tests) {
        tests.forEach(this::restoreTest);
        if (!tests.isEmpty()) {
            data.add("RestoreTestPassed", tests.stream().allMatch(RestoreTestMade::passed) ? 1 : 0);
        }
    }

    private void restoreTest(RestoreTestMade test) {
        data.add("RestoreTestPassed", "Database", test.database(), test.passed() ? 1 : 0);
        if (test.restoreSeconds() > 0) {
            data.add("RestoreSeconds", "Database", test.database(), test.restoreSeconds());
        }
        if (test.warmUpSeconds() > 0) {
            data.add("WarmUpSeconds", "Database", test.database(), test.warmUpSeconds());
        }
    }

    /** Puts them ({@code cloudwatch:PutMetricData}). */
    void publish(CloudWatchClient cloudWatch) {
        data.publish(cloudWatch);
    }
}
