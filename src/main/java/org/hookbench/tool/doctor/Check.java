package org.hookbench.tool.doctor;

import java.util.function.Function;

/**
 * One question about the machine. It never throws for what it finds.
 *
 * @param id its name in the JSON document, which stays as it is
 * @param subject its name for a reader
 * @param examine answers it
 */
record Check(String id, String subject, Function<Machine, Finding> examine) {}
