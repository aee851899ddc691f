package io.pilotlight.health;

import io.pilotlight.health.CheckHealthHandler.Result.Health;

/**
 * What one round tells of one service of the primary site.
 *
 * @param site what the probes of the site's own load balancer say
 * @param answer the best kind of answer that one of them got
 * @param publicName what the probes of the public name say, wherever it leads
 * @param control whether something answers that has nothing to do with the application; {@code UNKNOWN} where the plan names
 *     nothing
 * @param targets whether the site's load balancer itself has a healthy target; {@code UNKNOWN} where its API does not tell,
 *     it has none that it looks at, or it finds no worse of them than an answer below 500 that it does not expect
 * @param checkers what Route 53's health checkers say; {@code UNKNOWN} where the plan names no health check, or it does not
 *     tell
 */
record SiteEvidence(Health site, Answer answer, Health publicName, Health control, Health targets, Health checkers) {}
