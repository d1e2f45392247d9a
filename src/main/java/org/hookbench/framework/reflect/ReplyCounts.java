package org.hookbench.framework.reflect;

/**
 * What became of the messages of a {@link RoundTrip}.
 *
 * @param trips messages that were sent
 * @param lost trips without a reply in time
 * @param late replies to a trip that had been given up
 * @param duplicates further replies to a trip that has had one
 * @param foreign messages from the server that answer nothing that was sent, or are none of the
 *     protocol
 */
public record ReplyCounts(long trips, long lost, long late, long duplicates, long foreign) {}
