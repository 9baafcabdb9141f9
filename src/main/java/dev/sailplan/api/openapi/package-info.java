/** The OpenAPI description and what Swagger UI shows of it. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.openapi;
