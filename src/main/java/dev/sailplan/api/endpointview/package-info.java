/** Endpoint views: who is served what. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.endpointview;
