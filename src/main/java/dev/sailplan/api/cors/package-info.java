/** Which pages from elsewhere a browser lets ask the service. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.cors;
