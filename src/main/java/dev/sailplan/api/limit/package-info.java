/** How much may be asked at the same time, and how often by one client. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.limit;
