#!/bin/sh
# The sockets of this host alone, as `ss` shows them on a machine of its own: those of the processes that were started
# from its folder, and of what these have started.
ps -eo pid=,ppid=,args= | awk -v root="@ROOT@/" '
    { parent[$1] = $2; if (index($0, root)) own[$1] = 1 }
    END {
        do {
            found = 0
            for (pid in parent) if (!(pid in own) && parent[pid] in own) { own[pid] = 1; found = 1 }
        } while (found)
        for (pid in own) printf "pid=%s,\n", pid
    }' | {
    wanted="$(cat)"
    [ -n "$wanted" ] || exit 0
    /usr/bin/ss "$@" -p | grep -F -e "$wanted" || true
}
