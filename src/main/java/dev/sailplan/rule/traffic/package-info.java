/** Rules on traffic that is declared to work (TRF). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.traffic;
