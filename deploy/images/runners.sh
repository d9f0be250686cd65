# shellcheck shell=bash
# The ways to run an image, for `smoke`, which sources it: docker; `buildah run`, in the machine's network; and a sandbox around what
# buildah unpacks, where the process is the first of its own, and its root cannot be written.
# shellcheck disable=SC2154 # engine, image, name, kind, root, buildah, folder and log are the caller's.

base=$(
  if [ "$engine" = docker ]; then
    docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.base.name"}}' "$image"
  else
    "${buildah[@]}" inspect --type image --format '{{index .OCIv1.Config.Labels "org.opencontainers.image.base.name"}}' "$image"
  fi
)
mapfile -t environment < <(settings_of "$name")
containers=()
process=
runner=
way=

if [ "$engine" = docker ]; then
  ways=(docker)
  config() { docker image inspect --format "${1//CONFIG/.Config}" "$image"; }
else
  ways=("buildah run")
  # Its ports are free ones: it has the machine's network.
  environment+=(HEALTH_PORT=0)
  if [ "$kind" = server ]; then environment+=(PORT=0); fi
  config() { "${buildah[@]}" inspect --type image --format "${1//CONFIG/.OCIv1.Config}" "$image"; }
  container=$("${buildah[@]}" from "$image")
  containers+=("$container")
  mounted=$("${buildah[@]}" mount "$container")
  mkdir -p "$mounted/repository"
  if unshare --mount --pid --fork --kill-child true 2>/dev/null; then
    ways+=(sandbox)
  else
    echo "  note: this machine allows no namespaces; PID 1 and a read-only root are not tried"
  fi
fi

stop_runners() {
  if [ -n "$runner" ] && kill -0 "$runner" 2>/dev/null; then
    signal_process KILL || true
    kill "$runner" 2>/dev/null || true
    wait "$runner" 2>/dev/null || true
  fi
  local each
  for each in "${containers[@]}"; do
    if [ "$engine" = docker ]; then
      docker rm --force "$each" >/dev/null 2>&1 || true
    else
      "${buildah[@]}" umount "$each" >/dev/null 2>&1 || true
      "${buildah[@]}" rm "$each" >/dev/null 2>&1 || true
    fi
  done
}

# run_once SETTING…: with nothing but these settings, to its end; its exit status.
run_once() {
  local options=() setting
  for setting in "$@"; do options+=(--env "$setting"); done
  if [ "$engine" = docker ]; then
    docker run --rm "${options[@]}" "$image"
  else
    "${buildah[@]}" run --isolation chroot "${options[@]}" "$container" -- "/app/$name"
  fi
}

run_tool() {
  if [ "$engine" = docker ]; then
    docker run --rm --volume "$root:/repository:ro" "$image" "$@"
  else
    "${buildah[@]}" run --isolation chroot --volume "$root:/repository:ro" "$container" -- "/usr/local/bin/$name" "$@"
  fi
}

# start WAY: the process goes on; what it prints is in the log.
start() {
  way=$1
  process=
  : >"$log"
  local options=() setting
  for setting in "${environment[@]}"; do options+=(--env "$setting"); done
  case $way in
    docker)
      process=$(
        docker run --detach --read-only --cap-drop ALL --security-opt no-new-privileges --publish 127.0.0.1::9000 \
          --volume "$root:/repository:ro" "${options[@]}" "$image"
      )
      containers+=("$process")
      ;;
    "buildah run")
      "${buildah[@]}" run --isolation chroot --volume "$root:/repository:ro" "${options[@]}" "$container" -- "/app/$name" >"$log" 2>&1 &
      runner=$!
      ;;
    sandbox)
      mapfile -t settings < <(config '{{range CONFIG.Env}}{{println .}}{{end}}' | grep .)
      # All mounts end with the namespace that they are made in.
      # shellcheck disable=SC2016 # It is for the inner shell.
      unshare --mount --pid --fork --kill-child -- sh -ec '
        root=$1 repository=$2
        shift 2
        mount --bind "$root" "$root"
        mount --bind "$repository" "$root/repository"
        mount -o remount,bind,ro "$root/repository"
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -o remount,bind,ro "$root"
        exec "$@"' sandbox "$mounted" "$root" \
        env -i "${settings[@]}" "${environment[@]}" setpriv --no-new-privs chroot --userspec=1001:1001 "$mounted" "/app/$name" >"$log" 2>&1 &
      runner=$!
      ;;
  esac
}

# The process itself, below what started it: the one whose program is the image's.
find_process() {
  local candidates=("$runner") pid
  while [ ${#candidates[@]} -gt 0 ]; do
    pid=${candidates[0]}
    candidates=("${candidates[@]:1}")
    if [[ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = */app/$name ]]; then
      process=$pid
      return
    fi
    # shellcheck disable=SC2207 # Numbers.
    candidates+=($(cat "/proc/$pid/task/"*/children 2>/dev/null || true))
  done
  return 1
}

health_port() {
  if [ "$way" = docker ]; then
    docker port "$process" 9000/tcp | sed -n '1s/.*://p'
  else
    sed -n 's/.*"message":"listening".*"health":"[^"]*:\([0-9]*\)".*/\1/p' "$log" | head -n 1
  fi
}

check_health() {
  if [ "$way" = docker ]; then
    docker exec "$process" "/app/$name" --check-health
  else
    "${buildah[@]}" run --isolation chroot --env "HEALTH_PORT=$(health_port)" "$container" -- "/app/$name" --check-health
  fi
}

uid_of_process() {
  if [ "$way" = docker ]; then
    docker top "$process" -o pid,uid | awk 'NR == 2 { print $2 }'
  else
    find_process && awk '$1 == "Uid:" { print $2 }' "/proc/$process/status"
  fi
}

is_first_and_cannot_write() {
  # Docker was told so: the process is the entry point, and the root is mounted --read-only.
  if [ "$way" = docker ]; then return; fi
  find_process || return 1
  awk '$1 == "NSpid:" && $NF == 1 { found = 1 } END { exit !found }' "/proc/$process/status" || return 1
  awk '$5 == "/" && $6 ~ /^ro(,|$)/ { found = 1 } END { exit !found }' "/proc/$process/mountinfo"
}

signal_process() {
  if [ "$way" = docker ]; then
    docker kill --signal "$1" "$process" >/dev/null
  else
    find_process && kill -s "$1" "$process"
  fi
}

# Its exit status.
end_of_process() {
  local status=0
  if [ "$way" = docker ]; then
    status=$(timeout 60 docker wait "$process") || status=1
    return "$status"
  fi
  # A process that does not end is an error of its own, and not one to wait for.
  within 60 eval "! kill -0 $runner 2>/dev/null" || { signal_process KILL || true; }
  wait "$runner" || status=$?
  runner=
  return $status
}

read_log() { if [ "$way" = docker ]; then docker logs "$process" >"$log" 2>&1; fi; }

has_file() {
  if [ "$engine" = docker ]; then
    ! docker run --rm --entrypoint "$1" "$image" -c : >/dev/null 2>&1 || return 0
    return 1
  fi
  [ -e "$mounted$1" ]
}

size_of_file() {
  if [ "$engine" = docker ]; then docker cp "$process:$1" - | tar -x -O | wc -c; else stat --format %s "$mounted$1"; fi
}

# In bytes, unpacked.
size_above_base() {
  if [ "$engine" = docker ]; then
    docker pull --quiet "$base" >/dev/null 2>&1 || true
    echo $(($(docker image inspect --format '{{.Size}}' "$image") - $(docker image inspect --format '{{.Size}}' "$base")))
    return
  fi
  local other
  other=$("${buildah[@]}" from "$base")
  echo $(($(tree_size "$mounted") - $(tree_size "$("${buildah[@]}" mount "$other")")))
  "${buildah[@]}" umount "$other" >/dev/null
  "${buildah[@]}" rm "$other" >/dev/null
}
tree_size() { find "$1" -xdev -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum }'; }
