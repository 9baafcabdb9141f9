/** Keeps documents: every revision as it was written, and what was found in the newest one. It knows nothing of what is in them. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.store;
