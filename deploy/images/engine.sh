# shellcheck shell=bash
# What the scripts beside it share; it is sourced. The engine is docker where a daemon answers, else buildah.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# With what `test` keeps apart from the user's own images; words, not lines.
buildah=(buildah)
build_options=()
if [ -n "${IMAGES_STORE:-}" ]; then
  buildah=(buildah --root "$IMAGES_STORE/storage" --runroot "$IMAGES_STORE/run")
  mkdir -p "$IMAGES_STORE/tmp"
  export TMPDIR=$IMAGES_STORE/tmp
fi
# The base images that `bases` makes have no toolchain of their own.
if [ -n "${IMAGES_TOOLCHAIN:-}" ]; then build_options+=(-v "$IMAGES_TOOLCHAIN:$IMAGES_TOOLCHAIN:ro"); fi

die() {
  echo "${0##*/}: $*" >&2
  exit 2
}

find_engine() {
  if [ -z "${IMAGES_STORE:-}" ] && command -v docker >/dev/null && docker info >/dev/null 2>&1; then
    engine=docker
  elif command -v buildah >/dev/null; then
    engine=buildah
  else
    die "needs a docker daemon that answers, or buildah (on Debian: apt install buildah)"
  fi
}

# The checker of this checkout.
bulkhead() {
  command -v swift >/dev/null || die "needs swift, to list the images; or what \`bulkhead images\` prints in IMAGES"
  swift build --package-path "$root" -c release --static-swift-stdlib --product bulkhead >&2 || die "the checker cannot be built"
  "$root/.build/release/bulkhead" "$@" --root "$root"
}

# What `bulkhead images` prints is asked once, and passed on to the scripts that are called; a workflow passes it to machines without swift.
list() {
  if [ -z "${IMAGES:-}" ]; then IMAGES=$(bulkhead images) || exit 2; fi
  printf '%s\n' "$IMAGES"
}

# A line for each image: name, kind, packaging, Dockerfile, needs, what it reads.
images() { list | awk -F '\t' '$1 == "image"' | cut -f 2-; }

# The settings that an image is tried with, KEY=VALUE in lines.
settings_of() { list | awk -F '\t' -v name="$1" '$1 == "setting" && $2 == name' | cut -f 3-; }

# build_image DOCKERFILE TAG [OPTION…]: from the repository, or the folder in $context.
build_image() {
  local file=$1 tag=$2
  shift 2
  if [ "$engine" = docker ]; then
    docker build --file "$file" --tag "$tag" "$@" "${context:-$root}"
  else
    # Of itself buildah 1.28 drops HEALTHCHECK.
    "${buildah[@]}" bud --isolation chroot --layers --force-rm --format docker "${build_options[@]}" \
      --file "$file" --tag "$tag" "$@" "${context:-$root}"
  fi
}
