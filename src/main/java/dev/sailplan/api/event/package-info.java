/** Changes of verdicts, told to whoever listens while they happen. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.event;
