/** Rules on what names resolve to (DNS). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.dns;
