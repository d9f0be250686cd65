#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A watcher that kills a child and all that it started, in whatever process groups, once this process has gone, be it by a `kill -9`.
///
/// It is a shell that the child's process starts before it becomes the program, and that waits for the end of the child's control socket,
/// which this process alone holds. So it needs nothing of the system but `sh`, and `ps` where there is no `/proc`. It is for children that
/// come and go; `GuardedProcess` is for those that stay.
enum ChildWatcher {
  /// The line that tells the watcher that the child has ended.
  static let end = "end\n"
  /// The line that has it kill the child, while this process lives on.
  static let kill = "kill\n"

  /// Returns the command that starts a program with a watcher beside it; its standard input is the control socket, the program's is empty.
  static func watching(_ arguments: [String]) throws(PlatformError) -> [String] {
    guard let program = try file(of: arguments[0]) else { throw PlatformError("run", arguments[0], code: ENOENT) }
    return ["/bin/sh", "-c", start, "sh", watch, program] + arguments.dropFirst()
  }

  /// A program may behave by the name it is started by, so links are not followed.
  private static func file(of name: String) throws(PlatformError) -> String? {
    if name.contains("/") { return try File.status(name) == nil ? nil : name }
    for folder in (ThisProcess.environment["PATH"] ?? "").split(separator: ":") {
      let candidate = "\(folder)/\(name)"
      if (try? File.status(candidate))??.kind == .file { return candidate }
    }
    return nil
  }

  private static let start = """
    exec 3<&0 </dev/null
    watch=$1
    shift
    /bin/sh -c "$watch" sh $$ $PPID <&3 3<&- >/dev/null 2>&1 &
    exec "$@" 3<&-
    """

  /// Each process found is stopped before its children are looked for, so that none can start another unseen.
  ///
  /// The socket of a process that ends is closed a moment before its children have another parent. A child that was stopped in that moment
  /// would be sent SIGHUP then, as one of an orphaned group, and its own children would be nobody's and found no more: so that is waited for.
  private static let watch = """
    read -r line
    [ "$line" = end ] && exit
    PATH=/usr/bin:/bin
    parent() {
      if [ -r /proc/self/stat ]; then
        read -r line </proc/$1/stat || return
        set -- ${line##*) }
        echo "$2"
      else
        ps -o ppid= -p $1
      fi
    }
    tries=1000
    while [ "$line" != kill ] && [ "$(parent $1)" -eq $2 ] && [ $tries -gt 0 ]; do tries=$((tries - 1)); done
    list() {
      if [ -r /proc/self/stat ]; then
        for stat in /proc/[0-9]*/stat; do
          read -r line <"$stat" || continue
          number=${line%% *} line=${line##*) }
          set -- $line
          echo "$number $2"
        done
      else
        ps -A -o pid= -o ppid=
      fi
    }
    tree=$1 new=$1
    while [ -n "$new" ]; do
      kill -STOP $new
      new=
      while read -r process parent; do
        case " $$ $tree $new " in *" $process "*) continue;; esac
        case " $tree " in *" $parent "*) new="$new $process";; esac
      done <<END
    $(list)
    END
      tree="$tree $new"
    done
    kill -KILL $tree
    """
}
