/** Which profiles there are, and which one a request means. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.profile;
