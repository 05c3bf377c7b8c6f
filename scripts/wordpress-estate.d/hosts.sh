# Four hosts with an SSH server each. A host is a folder of its own: DIR/hosts/NAME with etc, home, var, and volumes
# that stand for attached disks. All of them run as the user who brings the estate up, who is also the one who logs
# in.
# shellcheck shell=bash disable=SC2154

make_hosts() {
    local host
    [ -s "$estate/secrets/operator-key" ] ||
        ssh-keygen -q -t ed25519 -N '' -C operator@estate -f "$estate/secrets/operator-key"
    for host in "${hosts[@]}"; do make_host "$host"; done
    for host in "${hosts[@]}"; do
        printf '[127.0.0.1]:%s %s\n' "$(port "sshd-$host")" \
            "$(cut -d' ' -f1,2 "$estate/hosts/$host/etc/ssh/host_key.pub")"
    done >"$estate/ssh/known_hosts"
}

make_host() {
    local root="$estate/hosts/$1"
    mkdir -p "$root"/{bin,etc/ssh,var/log,var/spool/cron/crontabs,volumes} "$root/home/operator/.ssh"
    [ -s "$root/etc/ssh/host_key" ] || ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$root/etc/ssh/host_key"
    cp "$estate/secrets/operator-key.pub" "$root/home/operator/.ssh/authorized_keys"
    chmod 700 "$root/home/operator/.ssh"
    render crontab.sh "$root/bin/crontab" "ROOT=$root"
    render ss.sh "$root/bin/ss" "ROOT=$root"
    chmod 755 "$root/bin/crontab" "$root/bin/ss"
    render sshd_config "$root/etc/ssh/sshd_config" "ROOT=$root" "NAME=$1" "PORT=$(port "sshd-$1")"
}

start_hosts() {
    local host
    # Where Debian's sshd drops its rights when root starts it; its path is fixed in the program.
    if [ "$(id -u)" -eq 0 ]; then mkdir -p -m 755 /run/sshd; fi
    for host in "${hosts[@]}"; do
        runs "sshd-$host" ||
            apart "$estate/log/sshd-$host.log" /usr/sbin/sshd -f "$estate/hosts/$host/etc/ssh/sshd_config" \
                -E "$estate/log/sshd-$host.log" || fail "sshd of $host; see $estate/log/sshd-$host.log"
    done
    for host in "${hosts[@]}"; do
        until_true 10 answers "sshd-$host" || fail "sshd of $host does not answer; see $estate/log/sshd-$host.log"
    done
}

# The processes that a host would take with it, those that others lean on last.
processes_of_host() {
    case "$1" in
        web-eu | web-world) printf 'nginx-%s\nphp-%s\nsshd-%s\n' "$1" "$1" "$1" ;;
        data) printf 'redis-data\nmariadb-data\nsshd-data\n' ;;
        *) fail "there is no host $1 to switch off; there are web-eu, web-world and data" ;;
    esac
}

switch_off() {
    local name sessions
    processes_of_host "$1" >/dev/null
    # Who is logged in goes with the host: sessions are children of its SSH server.
    sessions="$(ps -o pid= --ppid "$(cat "$(pid_file "sshd-$1")" 2>/dev/null || echo 0)" || true)"
    for name in $(processes_of_host "$1"); do end_process "$name"; done
    # shellcheck disable=SC2086
    [ -z "$sessions" ] || kill -KILL $sessions 2>/dev/null || true
    say "$1 is off"
}

wipe_volumes() {
    local name
    for name in $(processes_of_host "$1"); do
        if runs "$name"; then fail "$name still runs; switch $1 off first"; fi
    done
    find "$estate/hosts/$1/volumes" -mindepth 1 -delete
    say "the volumes of $1 are empty"
}
