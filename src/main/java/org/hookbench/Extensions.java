package org.hookbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that there is of one kind, such as hooks: what comes with HookBench, in the order of tables,
 * and behind it what other jars and folders on the class path bring. Both are found by {@link
 * ServiceLoader}, when they are asked for first.
 *
 * @param <P> the service: an interface whose implementations are named in {@code
 *     META-INF/services/} and give any number of the kind
 * @param <T> one of the kind
 */
public final class Extensions<P, T> {
  /** A name that can stand in lists, paths and expressions of the command line. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String OURS = "org.hookbench.";

  private final Class<P> service;
  private final Class<? extends P> builtIn;
  private final Function<P, List<T>> gives;
  private final Function<T, String> name;
  private @Nullable Map<String, T> all;

  /**
   * @param service the service, whose class loader finds the others
   * @param builtIn the one that gives what comes with HookBench
   * @param gives what one gives
   * @param name its name, which no other of the kind may have
   */
  public Extensions(
      Class<P> service,
      Class<? extends P> builtIn,
      Function<P, List<T>> gives,
      Function<T, String> name) {
    this.service = service;
    this.builtIn = builtIn;
    this.gives = gives;
    this.name = name;
  }

  /**
   * All of them.
   *
   * @throws ExtensionException where one can't be used
   */
  public synchronized List<T> all() {
    return List.copyOf(byName().values());
  }

  /**
   * The one of that name.
   *
   * @throws ExtensionException where any of the kind can't be used
   */
  public synchronized Optional<T> named(String wanted) {
    return Optional.ofNullable(byName().get(wanted));
  }

  private Map<String, T> byName() {
    if (all == null) {
      all = read(ServiceLoader.load(service, service.getClassLoader()));
    }
    return all;
  }

  /** Reads what providers give; the built-in one's comes first, wherever it stands among them. */
  Map<String, T> read(Iterable<P> providers) {
    List<P> found = new ArrayList<>();
    try {
      for (P provider : providers) {
        found.add(provider.getClass() == builtIn ? 0 : found.size(), provider);
      }
    } catch (ServiceConfigurationError e) {
      throw unusable("an extension can't be loaded: " + words(e), e);
    } catch (LinkageError e) {
      // a class file of a later Java, or a class that is missing beside the provider's
      throw unusable("an extension can't be loaded: " + service.getName() + ": " + words(e), e);
    }
    if (found.isEmpty() || found.get(0).getClass() != builtIn) {
      throw new ExtensionException(
          "META-INF/services/"
              + service.getName()
              + " lacks "
              + builtIn.getName()
              + ": the jar was put together without merging the files of META-INF/services");
    }
    Map<String, T> items = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    for (P provider : found) {
      String owner = provider.getClass().getName();
      given(provider, owner).forEach((key, item) -> add(items, owners, key, item, owner));
    }
    return items;
  }

  private void add(
      Map<String, T> items, Map<String, String> owners, String key, T item, String owner) {
    String other = owners.putIfAbsent(key, owner);
    if (other != null) {
      throw new ExtensionException(
          "the name '" + key + "' is given twice, by " + other + " and by " + owner);
    }
    items.put(key, item);
  }

  private Map<String, T> given(P provider, String owner) {
    Map<String, T> items = new LinkedHashMap<>();
    try {
      for (T item : gives.apply(provider)) {
        String key = Objects.requireNonNull(name.apply(item), "a name is null");
        if (!NAME.matcher(key).matches()) {
          throw new ExtensionException(
              owner
                  + " gives the name '"
                  + key.replaceAll("\\p{Cntrl}", "?")
                  + "', which is not of 1 to 64 letters, digits, '.', '_' and '-'");
        }
        if (items.put(key, item) != null) {
          throw new ExtensionException(owner + " gives the name '" + key + "' twice");
        }
      }
      return items;
    } catch (ExtensionException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw unusable("the extension " + owner + " can't be used: " + words(e), e);
    }
  }

  /**
   * What to throw where a call of an extension has thrown: for one that comes with HookBench the
   * same, and also for what HookBench itself has thrown in it, whose words are for the user. Any
   * other is the extension's own failure, which is told with its class.
   *
   * @param extension what was called
   * @param doing what it was called for, such as {@code "attach"}
   * @param thrown a RuntimeException or an Error
   * @return to be thrown; an Error that stays the same is thrown here
   */
  public static RuntimeException failure(Object extension, String doing, Throwable thrown) {
    // a lambda's class is named after the one that it stands in
    String type = extension.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
    if (type.startsWith(OURS) || thrown.getClass().getName().startsWith(OURS)) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return (RuntimeException) thrown;
    }
    return unusable("the extension " + type + " failed to " + doing + ": " + words(thrown), thrown);
  }

  private static ExtensionException unusable(String problem, Throwable cause) {
    return new ExtensionException(problem + "; fix it, or take it off the class path", cause);
  }

  /** Of an error of {@link ServiceLoader}, what it says and why; of any other, what it is. */
  private static String words(Throwable e) {
    if (e instanceof ServiceConfigurationError) {
      return e.getMessage() + (e.getCause() == null ? "" : ": " + words(e.getCause()));
    }
    Throwable first =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return first.toString();
  }
}
