/**
 * The written form of a topology, version 1: records that mirror the document field by field, and what is known about every
 * field before one is read (its form, what it refers to, whether it is required). Nothing is defaulted or resolved here.
 */
@org.jspecify.annotations.NullMarked
package dev.sailplan.document;
