# Sourced by the scripts of this folder: small cases of the command line.
#   expect NAME CODE COMMAND...   runs it, output in $out and errors in $err, and looks at its code
#   says RE, says_not RE, says_error RE, lines N   look further at the same run
#   finish                        at the end of the script
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
out=$dir/out err=$dir/err
name='' fate=''

finish() {
    [ -z "$name" ] || [ "$fate" != ok ] || echo "ok $name"
    name=''
}
wrong() {
    [ "$fate" = ok ] || return 0
    fate=bad
    echo "not ok $name: $*"
    head -n 5 "$out" | sed 's/^/    out: /'
    head -n 5 "$err" | sed 's/^/    err: /'
}
expect() {
    finish
    name=$1 fate=ok
    local code=$2 got=0
    shift 2
    "$@" > "$out" 2> "$err" || got=$?
    [ "$got" -eq "$code" ] || wrong "exit code $got, expected $code"
}
says() { grep -qE -- "$1" "$out" || wrong "output lacks /$1/"; }
says_not() { ! grep -qE -- "$1" "$out" || wrong "output has /$1/"; }
says_error() { grep -qE -- "$1" "$err" || wrong "errors lack /$1/"; }
lines() { [ "$(wc -l < "$out")" -eq "$1" ] || wrong "$(wc -l < "$out") lines, expected $1"; }
