package io.pilotlight.traffic;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE} once the public name answers with the load balancer's addresses and no other
 * @param answer the addresses that the public name answers with, sorted
 */
public record CheckAnswerResult(Status status, String reason, List<String> answer) {}
