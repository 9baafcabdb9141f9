package dev.sailplan.reading;

/** The parts a document consists of, in either notation. */
enum Token {
    OBJECT,
    END_OBJECT,
    LIST,
    END_LIST,
    /** The name of a field; its value follows. */
    NAME,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    /** After the last value. */
    END
}
