# Builds a module where something has changed, and finds the JDK that it was built for. Sourced by the commands of the root
# folder, which set: name, the command's; module, the folder whose jar it runs; cannot_build_status, with which they end where
# it cannot be built. Sets: jar, java.

set -euo pipefail

target=$root/$module/target
stamp=$target/is-built

cannot_build() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit "$cannot_build_status"
}

is_built() {
    [[ -e $stamp ]] || return 1
    [[ -z $(find "$root/pom.xml" "$root/functions/pom.xml" "$root/functions/src" \
        "$root/$module/pom.xml" "$root/$module/src" -newer "$stamp" -print -quit) ]]
}

build() {
    command -v mvn >/dev/null || cannot_build 'Maven is needed to build, and there is no mvn on the PATH'
    local log begun
    log=$(mktemp)
    begun=$(mktemp)
    printf '%s: building, because the sources are newer ...\n' "$name" >&2
    if ! mvn -q -B -f "$root/pom.xml" -pl "functions,$module" package >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log" "$begun"
        cannot_build 'the build failed; nothing was run'
    fi
    # The time of the build's beginning: what was saved while it ran is newer than that.
    mv "$begun" "$stamp"
    rm -f "$log"
}

# The build notes which JDK it compiled for; the java on the PATH may be another.
find_java() {
    java=$(sed -n 's/^ *java\.home = //p' "$target/java-properties" 2>/dev/null || true)/bin/java
}

is_built || build
find_java
if [[ ! -x $java ]]; then
    build
    find_java
fi

jars=("$target/pilot-light-$module"-*.jar)
jar=${jars[0]}
