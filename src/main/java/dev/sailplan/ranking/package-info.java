/** Which of several deployments is better in what: requirements first, then availability and isolation, which are not mixed. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.ranking;
