# What every part stands on: folders, ports, secrets, templates, processes that are known by their pid files.
# shellcheck shell=bash disable=SC2154

say() { printf 'wordpress-estate: %s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 3
}

# Every process of the estate, in the order in which they are ended.
processes_in_order() {
    local tier host
    for tier in "${web_tiers[@]}"; do printf 'nginx-%s\nphp-%s\n' "$tier" "$tier"; done
    echo payments
    for host in "${hosts[@]}"; do printf 'sshd-%s\n' "$host"; done
    printf 'redis-managed\nredis-data\nmariadb-managed\nmariadb-data\n'
}

# Hosts that are reached over SSH, and places that serve pages.
hosts=(web-eu web-world data managed)
web_tiers=(web-eu web-world staging production)

lay_ground() {
    local need
    for need in openssl mariadbd mariadb-install-db sshd redis-server nginx php-fpm8.2 php ssh-keygen; do
        PATH="$PATH:/usr/sbin" command -v "$need" >/dev/null || fail "$need is missing; run scripts/bootstrap"
    done
    [ -e /usr/share/wordpress/wp-settings.php ] || fail "WordPress is missing; run scripts/bootstrap"
    # A socket's path holds 107 bytes, and the longest of them needs 32 behind this folder.
    [ "${#estate}" -le 75 ] ||
        fail "the path $estate is too long for the sockets in it; choose one of at most 75 letters"
    mkdir -p "$estate"/{run,made,log,tmp,mail,bin,ssh,erp}
    (umask 077 && mkdir -p "$estate/secrets")
    pick_ports mariadb-data mariadb-managed redis-data redis-managed sshd-{web-eu,web-world,data,managed} \
        nginx-{web-eu,web-world,staging,production} tls-{web-eu,web-world} payments
    install -m 755 "$parts/store-mail" "$estate/bin/store-mail"
}

# once NAME FUNCTION...: a part is laid down once. What a move has changed since, a second `up` leaves as it is.
once() {
    local name="$1"
    shift
    [ ! -e "$estate/made/$name" ] || return 0
    "$@"
    touch "$estate/made/$name"
}

# Ports are picked once, all at the same time so that they differ, below those the system gives to connections that go
# out, and kept in DIR/ports.
pick_ports() {
    local wanted=() name
    mkdir -p "$estate/ports"
    for name in "$@"; do [ -s "$estate/ports/$name" ] || wanted+=("$name"); done
    [ ${#wanted[@]} -gt 0 ] || return 0
    php "$parts/install/free-ports.php" ${#wanted[@]} | while read -r port; do
        echo "$port" >"$estate/ports/${wanted[0]}"
        wanted=("${wanted[@]:1}")
    done
}

port() { cat "$estate/ports/$1"; }

# A secret is made once and kept in a file that only its owner reads.
make_secret() {
    [ -s "$estate/secrets/$1" ] || (umask 077 && php -r 'echo bin2hex(random_bytes(20));' >"$estate/secrets/$1")
}

secret() { cat "$estate/secrets/$1"; }

# render TEMPLATE FILE NAME=VALUE...: puts values where @NAME@ stands. No other program sees them: some are secrets,
# and arguments stand in the process list.
render() {
    local text pair
    text="$(cat "$parts/templates/$1")"
    for pair in "ESTATE=$estate" "USER=$(id -un)" "GROUP=$(id -gn)" "${@:3}"; do
        text="${text//"@${pair%%=*}@"/"${pair#*=}"}"
    done
    printf '%s\n' "$text" >"$2"
}

pid_file() { echo "$estate/run/$1.pid"; }

# True when the process of the pid file lives and is one of this estate: a pid alone may have gone to a stranger.
runs() {
    local pid
    pid="$(cat "$(pid_file "$1")" 2>/dev/null)" || return 1
    [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$estate/"
}

# become LOG COMMAND...: turns this shell into a command that stands apart, without its terminal, its input and its
# open files. `become ... &` starts a program that stays in the foreground, and leaves no shell waiting for it.
become() {
    local log="$1" number
    shift
    for number in /proc/self/fd/*; do
        number="${number##*/}"
        if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
    done
    exec setsid "$@" </dev/null >>"$log" 2>&1
}

# The same for a program that goes to the background by itself.
apart() { (become "$@"); }

# become_as NAME LOG COMMAND...: for a program that keeps no pid file of its own.
become_as() {
    local name="$1" log="$2"
    shift 2
    # shellcheck disable=SC2016
    become "$log" bash -c 'echo $$ >"$0"; exec "$@"' "$(pid_file "$name")" "$@"
}

# until_true SECONDS COMMAND...: asks ten times a second.
until_true() {
    local tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}

# True when somebody listens on the port that a name has.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$(port "$1")") 2>/dev/null; }

end_process() {
    local pid
    if runs "$1"; then
        pid="$(cat "$(pid_file "$1")")"
        kill -TERM "$pid" 2>/dev/null || true
        if ! until_true 20 is_gone "$pid"; then
            kill -KILL "$pid" 2>/dev/null || true
            until_true 5 is_gone "$pid" || fail "$1 (pid $pid) does not end; see ps -p $pid"
        fi
    fi
    rm -f "$(pid_file "$1")"
}

# A process that ended and that nobody waited for is gone too.
is_gone() { ! grep -qs '^State:.*[^ZX] (' "/proc/$1/status"; }
