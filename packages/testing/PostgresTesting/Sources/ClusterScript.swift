/// The shell scripts that run a cluster.
///
/// The process of the tests starts `start`, whose process group is killed when those have gone. It starts `serve` outside that group, and
/// holds the other end of its input: at the end of that, `serve` stops the server, so that nothing of it stays, no file and no shared
/// memory. That nobody reads its output any more must not end it before.
enum ClusterScript {
  /// Arguments: the folder of PostgreSQL's programs, `serve`, the addresses to listen at, and the beginning of a command that runs as another
  /// user, or nothing.
  static let start = """
    programs=$1 serve=$2 addresses=$3
    shift 3
    folder=$(mktemp -d /tmp/bulkhead-postgres.XXXXXX) || exit 1
    [ $# = 0 ] || chown postgres "$folder"
    sleep infinity | setsid "$@" /bin/sh -c "$serve" sh "$programs" "$folder" "$addresses"
    """

  /// Arguments: the folder of PostgreSQL's programs, the cluster's, and the addresses to listen at, separated by commas. A cluster with
  /// addresses has a port below those that the system gives out by itself, another one where somebody has that already.
  static let serve = """
    trap '' PIPE
    programs=$1 folder=$2 addresses=$3 port=5432
    cd "$folder" || exit 1
    start() {
      [ -n "$addresses" ] || { "$programs/pg_ctl" start -s -w -D data -l log >/dev/null 2>&1; return; }
      for attempt in 1 2 3 4 5; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        echo "port = $port" >>data/postgresql.conf
        "$programs/pg_ctl" start -s -w -D data -l log >/dev/null 2>&1 && return
      done
      return 1
    }
    if "$programs/initdb" -D data -U postgres -A trust -E UTF8 --no-locale --no-sync >log 2>&1 &&
      cat >>data/postgresql.conf <<END &&
    listen_addresses = '$addresses'
    unix_socket_directories = '$folder'
    max_connections = 200
    shared_buffers = 32MB
    fsync = off
    synchronous_commit = off
    full_page_writes = off
    timezone = 'UTC'
    log_timezone = 'UTC'
    END
      cat >data/pg_hba.conf <<END &&
    local all scram scram-sha-256
    local all cleartext password
    local all md5 md5
    local all all trust
    END
      start
    then echo "ready $folder $port"
    else echo "failed"; cat log >&2
    fi
    read -r line
    "$programs/pg_ctl" stop -s -m immediate -D data >/dev/null 2>&1
    cd /
    rm -rf "$folder"
    """
}
