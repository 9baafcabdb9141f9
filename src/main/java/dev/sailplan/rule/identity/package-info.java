/** Rules on trust roots, trust domains and their exchange (IDN). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.identity;
