#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The fraiseql command: this script with a jar appended (java -jar runs it too). It finds Java 17 or newer in JAVA_HOME or on
# the PATH, and the second time around lets it start from an archive of its classes, which the first time has left in
# FRAISEQL_CACHE_DIR, otherwise XDG_CACHE_HOME/fraiseql, otherwise ~/.cache/fraiseql. FRAISEQL_CACHE_DIR=off does without; so do CI
# runs and containers, where there is no second time, unless the variable names a directory. FRAISEQL_JAVA_OPTS are
# further options for java. Where the locale has no UTF-8, Java gets C.UTF-8.

fail() {
    echo "Error: $1" >&2
    echo "Action: $2" >&2
    exit 2
}

# Java does not start in a directory that has been deleted, and says so with a stack trace; not every sh lets pwd fail there
[ -n "$(pwd -P 2>/dev/null)" ] || fail "The working directory does not exist any more." "Change to one that does."

case $0 in
    */*) self=$0 ;;
    *) self=$(command -v -- "$0") || self=$0 ;;
esac
if [ -h "$self" ]; then
    # where the archive belongs to is the file itself, not one of the names that lead to it
    target=$(readlink -f -- "$self" 2>/dev/null) && self=$target
fi

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, and there is no java in it." \
        "Set JAVA_HOME to a Java 17 or newer, or unset it to use the java on the PATH."
    home=$JAVA_HOME
else
    java=$(command -v java) || fail "There is no Java." \
        "Install Java 17 or newer, or set JAVA_HOME to where it is."
    home=$(readlink -f -- "$java" 2>/dev/null) || home=$java
    home=${home%/bin/java}
fi

# the release file says without starting a JVM what version it is
version=
if [ -r "$home/release" ]; then
    while IFS='=' read -r name value; do
        if [ "$name" = JAVA_VERSION ]; then
            version=${value%\"*}
            version=${version#\"}
        fi
    done <"$home/release"
fi
if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/^[^"]*"\([^"]*\)".*/\1/p;/"/q')
fi
major=${version%%[!0-9]*}
[ "$major" = 1 ] && major=8
if [ -n "$major" ] && [ "$major" -lt 17 ]; then
    fail "This Java is too old: $java is $version." "Install Java 17 or newer, or set JAVA_HOME to where it is."
fi

# Java decodes file names, arguments and variables as the locale says; without one (cron, slim images), or with one that is not
# installed, that is ASCII
charmap=$(locale charmap 2>/dev/null) || charmap=
if [ -z "$charmap" ]; then
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        C | POSIX) charmap=ASCII ;;
    esac
fi
case $charmap in
    ANSI_X3.4-1968 | US-ASCII | ASCII | 646)
        # the one that counts for every category: a single one that is not installed would take Java back to ASCII
        LC_ALL=C.UTF-8
        export LC_ALL
        ;;
esac

terminals=
[ -t 0 ] && terminals=0
[ -t 1 ] && terminals=${terminals}1
[ -t 2 ] && terminals=${terminals}2

archive=
flag=
cache=${FRAISEQL_CACHE_DIR:-}
if [ -z "$cache" ]; then
    if [ -n "${CI:-}" ] || [ -n "${KUBERNETES_SERVICE_HOST:-}" ] || [ -e /.dockerenv ] || [ -e /run/.containerenv ]; then
        cache=off
    elif [ -n "${XDG_CACHE_HOME:-}" ]; then
        cache=$XDG_CACHE_HOME/fraiseql
    elif [ -n "${HOME:-}" ]; then
        cache=$HOME/.cache/fraiseql
    else
        cache=off
    fi
fi
if [ "$cache" != off ] && [ -n "$major" ]; then
    # one archive for each Java and each copy of this file; Java itself refuses one that does not fit
    key=$(printf '%s|%s|%s' "$self" "$home" "$version" | cksum 2>/dev/null) || key=
    key=${key%% *}
    if [ -n "$key" ]; then
        if [ "$major" -ge 25 ]; then
            archive=$cache/classes-$key.aot
            use=-XX:AOTCache=
            make=-XX:AOTCacheOutput=
        else
            archive=$cache/classes-$key.jsa
            use=-XX:SharedArchiveFile=
            make=-XX:ArchiveClassesAtExit=
        fi
        if [ ! -f "$archive" ] || [ "$self" -nt "$archive" ]; then
            if (umask 077 && mkdir -p -- "$cache") 2>/dev/null && [ -w "$cache" ]; then
                # two that come first at the same time each make one; renaming it is what counts, and cannot be seen half done
                new=$archive.$$
                trap 'rm -f "$new"; exit 130' INT
                trap 'rm -f "$new"; exit 143' TERM
                "$java" "$make$new" -Xlog:disable -Xlog:all=off -XX:-PrintWarnings -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
                    -jar "$self" warm-up </dev/null >/dev/null 2>&1
                # without an archive an empty file says that trying again is no use
                if [ -s "$new" ]; then mv -f -- "$new" "$archive"; else : >"$archive"; fi 2>/dev/null
                rm -f -- "$new"
                trap - INT TERM
            fi
        fi
        [ -s "$archive" ] && flag=$use$archive
    fi
fi

# Most runs are over before Java's second compiler pays for the code that it needs to watch, so they do without. A file of more
# than 8 MB is worth it: reading takes a third of the time then. --path and the usual folders are looked at; where there is no find,
# or the files are elsewhere, the run only takes longer.
big_files() {
    command=
    folder=
    given=
    for word; do
        if [ "$folder" = next ]; then
            set -- "$@" "${word#file:}"
            folder=
        else
            case $word in
                up | validate | down) command=$word ;;
                --path)
                    folder=next
                    given=yes
                    ;;
                --path=*)
                    word=${word#--path=}
                    set -- "$@" "${word#file:}"
                    given=yes
                    ;;
            esac
        fi
        shift
    done
    [ -n "$command" ] || return 1
    [ -n "$given" ] || set -- migrations src/main/resources
    [ -n "$(find -L "$@" -name '*.sql' -type f -size +16384 2>/dev/null)" ]
}
compilers=-XX:TieredStopAtLevel=1
big_files "$@" && compilers=-XX:TieredStopAtLevel=4

# ${flag:+…}: an option that is not there must not become an empty argument
exec "$java" ${flag:+"$flag"} -Xlog:disable -Xlog:all=off -XX:-PrintWarnings "$compilers" \
    -XX:+UseSerialGC -Dfraiseql.terminals="$terminals," ${FRAISEQL_JAVA_OPTS:-} -jar "$self" "$@"
exit 1
