/** What the service says about a topology: the vocabulary that rules, reports and the REST edge share. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.finding;
