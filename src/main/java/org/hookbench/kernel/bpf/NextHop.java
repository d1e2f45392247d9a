package org.hookbench.kernel.bpf;

/**
 * Where a program that redirects sends a packet.
 *
 * @param ifindex the device, in the namespace where the program is attached
 * @param source the device's own link-layer address, six bytes
 * @param destination the address of the device at the other end of its wire
 */
public record NextHop(int ifindex, byte[] source, byte[] destination) {}
