/** Work that takes too long to wait for: it runs as a job, and whoever sent it asks for its result later. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.job;
