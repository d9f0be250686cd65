#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A watcher that kills a child and all that it started, in whatever process groups, once this process has gone, be it by a `kill -9`.
///
/// It is a shell that waits for the end of a pipe whose other end this process alone holds, so that it needs nothing of the system but
/// `sh`, and `ps` where there is no `/proc`. It is for children that come and go; `GuardedProcess` is for those that stay.
struct ChildWatcher: ~Copyable {
  private let watcher: pid_t
  private let pipe: LocalPipe

  init(of child: pid_t) throws(PlatformError) {
    let (watcher, pipe) = try RunningChild.starting.withLock { _ throws(PlatformError) in
      let pipe = try LocalPipe()
      let nowhere = try FileDescriptor(opening: "/dev/null", O_WRONLY)
      let watcher = try RunningChild.spawn(
        ["/bin/sh", "-c", Self.script, "sh", "\(child)"], ["PATH=/usr/bin:/bin"], input: pipe.reader, output: nowhere.number,
        errorOutput: nowhere.number)
      pipe.closeReader()
      return (watcher, pipe)
    }
    (self.watcher, self.pipe) = (watcher, pipe)
  }

  /// Kills the child, which has not been waited for yet, and all that it started.
  consuming func killAll() {
    pipe.closeWriter()
    wait()
  }

  /// Leaves the child alone, which has ended.
  consuming func dismiss() {
    kill(watcher, SIGKILL)
    wait()
  }

  private func wait() {
    var status: Int32 = 0
    while waitpid(watcher, &status, 0) < 0 && errno == EINTR {}
  }

  /// Each process found is stopped before its children are looked for, so that none can start another unseen.
  private static let script = """
    read -r line
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
        case " $tree $new " in *" $process "*) continue;; esac
        case " $tree " in *" $parent "*) new="$new $process";; esac
      done <<END
    $(list)
    END
      tree="$tree $new"
    done
    kill -KILL $tree
    """
}
