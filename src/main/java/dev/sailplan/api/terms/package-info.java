/** What a request wants its documents to be judged by, and from which verdict on that is an error. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.terms;
