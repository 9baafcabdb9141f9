/** What tenants, or where there are none clusters, share with each other: the dimensions of isolation. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.score.isolation;
