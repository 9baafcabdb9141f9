/** Small changes of a document that were tried, and seen to remove a finding or to raise a score. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.fix;
