# What each side's web servers remember their databases by: a Redis server of its own.
# shellcheck shell=bash disable=SC2154

start_caches() {
    local host name
    for host in data managed; do
        name="redis-$host"
        mkdir -p "$estate/hosts/$host/etc" "$estate/hosts/$host/var/tmp"
        render redis.conf "$estate/hosts/$host/etc/redis.conf" "NAME=$name" "PORT=$(port "$name")" \
            "FOLDER=$estate/hosts/$host/var/tmp"
        runs "$name" ||
            apart "$estate/log/$name.out" redis-server "$estate/hosts/$host/etc/redis.conf" ||
            fail "$name; see $estate/log/$name.log"
    done
    for host in data managed; do
        until_true 10 answers "redis-$host" || fail "redis-$host does not answer; see $estate/log/redis-$host.log"
    done
}
