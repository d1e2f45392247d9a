package org.hookbench.tool.doctor;

import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * One question about the machine. It never throws for what it finds, and changes nothing.
 *
 * @param id its name in the JSON document, which stays as it is
 * @param subject its name for a reader
 * @param examine answers it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Check(String id, String subject, Function<Machine, Finding> examine) {}
