package org.hookbench.framework.attachment;

import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Target;

/**
 * A hook of a device, a namespace or a cgroup, where one program of HookBench's can stay.
 *
 * @param hook the hook
 * @param target what has it
 * @param key its name for later processes: with the inode number of the namespace or cgroup, the
 *     device's index, and the hook
 * @param words what messages call the target, e.g. {@code "veth0 of netns x"}
 */
public record Place(Hook hook, Target target, String key, String words) {

  /**
   * A hook of a device, or of the whole namespace where the target's index is 0.
   *
   * @param namespace what messages call the namespace
   */
  public static Place of(Hook hook, Target target, String namespace) {
    String whose = deviceKey(target.namespace().inode(), target.ifindex());
    return new Place(
        hook,
        target,
        whose + hook.name(),
        target.ifindex() == 0 ? namespace : target.device() + " of " + namespace);
  }

  /** A hook of a cgroup: the inode of the cgroup's folder tells it. */
  public static Place ofCgroup(Hook hook, Target target, long inode, String path) {
    return new Place(hook, target, "cgroup" + inode + "-" + hook.name(), "cgroup " + path);
  }

  /** What the key of every place of a device begins with. */
  static String deviceKey(long namespace, int ifindex) {
    return namespace + "-" + ifindex + "-";
  }
}
