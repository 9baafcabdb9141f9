/** Small changes of a document that were tried and seen to remove a finding. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.fix;
