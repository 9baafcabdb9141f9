/** Sailplan checks, scores and explains Istio deployment models before anything is deployed. */
@org.jspecify.annotations.NullMarked
package dev.sailplan;
