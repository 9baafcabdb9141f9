/** How long reading and judging take, against something that is measured in the same run. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.benchmark;
