package org.hookbench.hook;

import org.hookbench.netns.NetNs;

/**
 * What a program is attached to: a device of a namespace. An interface index means another device
 * in another namespace, so the two go together.
 *
 * @param namespace where the device is
 * @param device its name
 * @param ifindex its index in that namespace
 */
public record Target(NetNs namespace, String device, int ifindex) {}
