# Web tiers: nginx and PHP. The old ones stand on hosts of their own, `staging` and `production` on the managed host.
# shellcheck shell=bash disable=SC2154

tier_root() {
    case "$1" in
        staging | production) echo "$estate/hosts/managed/volumes/$1" ;;
        *) echo "$estate/hosts/$1" ;;
    esac
}

# Folder that a tier serves a network from: old hosts keep it on a volume of their own.
documents() {
    case "$1" in
        staging | production) echo "$(tier_root "$1")/web/$2" ;;
        *) echo "$(tier_root "$1")/volumes/web/$2" ;;
    esac
}

uploads() {
    case "$1" in
        staging | production) echo "$(tier_root "$1")/uploads/$2" ;;
        *) echo "$(tier_root "$1")/volumes/uploads/$2" ;;
    esac
}

# WordPress itself: files that ask where they stand are copied, the library is a link to Debian's.
lay_core() {
    local to="$1" core=/usr/share/wordpress
    mkdir -p "$to/wp-content"/{mu-plugins,plugins,themes}
    [ ! -e "$to/wp-settings.php" ] || return 0
    cp -a "$core/wp-admin" "$to/"
    ln -sfn "$core/wp-includes" "$to/wp-includes"
    cp "$core/xmlrpc.php" "$core/readme.html" "$to/"
    find "$core" -maxdepth 1 -name '*.php' ! -name wp-config.php ! -name wp-settings.php -exec cp {} "$to/" \;
    # Last, as the sign that nothing is missing.
    cp "$core/wp-settings.php" "$to/"
}

# make_tier NAME: configuration of nginx and PHP.
make_tier() {
    local name="$1" root network
    root="$(tier_root "$name")"
    mkdir -p "$root"/etc/nginx/sites-enabled "$root"/var/{log,tmp}
    render nginx.conf "$root/etc/nginx/nginx.conf" "ROOT=$root" "NAME=$name"
    for network in shop docs; do
        render "site-$network.conf" "$root/etc/nginx/sites-enabled/$network.conf" "NAME=$name" \
            "PORT=$(port "nginx-$name")" "DOCUMENTS=$(documents "$name" "$network")"
    done
    render php-fpm.conf "$root/etc/php-fpm.conf" "ROOT=$root" "NAME=$name"
}

start_web_tiers() {
    local name
    for name in "${web_tiers[@]}"; do start_tier "$name"; done
}

start_tier() {
    local name="$1" root as_root=()
    root="$(tier_root "$name")"
    # PHP's master refuses to work as root unless told that this is meant.
    if [ "$(id -u)" -eq 0 ]; then as_root=(--allow-to-run-as-root); fi
    if ! runs "php-$name"; then
        rm -f "$estate/run/php-$name.socket"
        apart "$estate/log/php-$name.out" php-fpm8.2 "${as_root[@]}" --fpm-config "$root/etc/php-fpm.conf" ||
            fail "PHP of $name; see $root/var/log/php-fpm.log"
    fi
    if ! runs "nginx-$name"; then
        apart "$estate/log/nginx-$name.out" nginx -c "$root/etc/nginx/nginx.conf" -e "$root/var/log/nginx-error.log" ||
            fail "nginx of $name; see $estate/log/nginx-$name.out"
    fi
    until_true 10 answers "nginx-$name" || fail "nginx of $name does not answer; see $estate/log/nginx-$name.out"
}
