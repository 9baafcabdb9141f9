/** Rules on versions of control planes and proxies (VER). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.version;
