/** Tells others over HTTP what has changed: signed, in order, until they have it, and never to addresses that are not meant for it. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.webhook;
