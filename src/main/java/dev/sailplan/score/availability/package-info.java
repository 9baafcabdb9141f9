/** What keeps working when something fails. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.score.availability;
