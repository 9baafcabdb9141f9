/** Traces, for who says where they go. Nothing of documents is in them, nor of what identifies callers. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.tracing;
