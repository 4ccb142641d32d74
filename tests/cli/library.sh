# The library as a user meets it: installed headers, pkg-config, the example of the documents.
. tests/cli/lib.sh
if [ ! -f "$BUILD/know.pack" ]; then
    echo 'skip library: this build has no dictionaries of its own to install'
    exit 0
fi
printf 'TUNIS, July 18, 2022 (Nile Wire) - Police in Tunis arrested the opposition leader on Monday.\n' > "$dir/story.txt"
cat > "$dir/plus.cc" <<'C'
#include <dateline/input.h>
#include <dateline/ledger.h>
int main() { return dateline_version()[0] == '0' ? 0 : 1; }
C

expect 'the library installs' 0 env DESTDIR="$dir/tree" meson install -C "$BUILD" --no-rebuild
prefix=$dir/tree/usr/local
pc=$(find "$prefix" -name dateline.pc | head -n 1)
libdir=$(dirname "$(dirname "$pc")")
export PKG_CONFIG_PATH=$(dirname "$pc") PKG_CONFIG_SYSROOT_DIR=$dir/tree LD_LIBRARY_PATH=$libdir
flags=$(pkg-config --cflags --libs dateline)
expect 'the example builds' 0 cc -std=c17 -Wall -Wextra -Werror docs/example.c -o "$dir/example" $flags
expect 'the example runs' 0 env DATELINE_DATA="$prefix/share/dateline" "$dir/example" "$dir/story.txt"
expect 'C++ can use the headers' 0 c++ -std=c++17 "$dir/plus.cc" -o "$dir/plus" $flags
expect 'and run' 0 "$dir/plus"
expect 'the installed program finds its data' 0 env -u DATELINE_DATA "$prefix/bin/dateline" code "$dir/story.txt"
finish
