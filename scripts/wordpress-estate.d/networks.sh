# The two networks of the old side: one of domains, which sells, and one of folders. Installed by WordPress' own
# functions, with what years leave behind in a database and in folders.
# shellcheck shell=bash disable=SC2154

lay_old_side() {
    local host
    for host in web-eu web-world; do once "$host" make_old_tier "$host"; done
    once shop install_network shop web-world
    once docs install_network docs web-world
    once relics lay_relics
}

lay_relics() {
    sql data <"$parts/install/relics.sql" || fail "relics.sql was refused"
    add_weight "${ESTATE_ROWS:-0}" "${ESTATE_FILES:-0}"
}

# More to move, for those who measure: rows of serialised values, and files of 64 KiB.
add_weight() {
    local rows="$1" files="$2" folder number
    if [ "$rows" -gt 0 ]; then
        sql data shop <<<"INSERT INTO wp_2_postmeta (post_id, meta_key, meta_value)
            SELECT seq % 5000, '_weight', CONCAT('a:2:{s:3:\"url\";s:', 38 + LENGTH(seq),
                ':\"http://eu.shop.test/product/SCANNER/n/', seq, '\";s:4:\"hash\";s:40:\"', SHA1(seq), '\";}')
            FROM seq_1_to_$rows"
    fi
    folder="$(uploads web-eu shop)/sites/2/2022/11"
    if [ "$files" -gt 0 ]; then mkdir -p "$folder"; fi
    for ((number = 1; number <= files; number++)); do head -c 65536 /dev/urandom >"$folder/scan-$number.jpg"; done
}

make_old_tier() {
    local host="$1" root network
    root="$estate/hosts/$host"
    for network in shop docs; do
        lay_core "$(documents "$host" "$network")"
        lay_content "$host" "$network"
        write_old_configuration "$host" "$network"
    done
    make_tier "$host"
    render redirects.map "$root/etc/nginx/redirects.map"
    lay_certificate "$host"
    lay_leftovers "$host"
}

# The network's own code, and its uploads on another volume behind a link with an absolute path.
lay_content() {
    local host="$1" network="$2" to store
    to="$(documents "$host" "$network")"
    store="$(uploads "$host" "$network")"
    mkdir -p "$store"
    ln -sfn "$store" "$to/wp-content/uploads"
    cp -a "$parts/content/themes/." "$to/wp-content/themes/"
    cp -aL /usr/share/wordpress/wp-content/plugins/akismet "$to/wp-content/plugins/"
    cp -a "$parts/content/plugins/." "$to/wp-content/plugins/"
    cp -a "$parts/content/mu-plugins/." "$to/wp-content/mu-plugins/"
}

make_salts() {
    [ -s "$estate/secrets/salts-$1" ] || (umask 077 && php "$parts/install/salts.php" >"$estate/secrets/salts-$1")
}

write_old_configuration() {
    local host="$1" network="$2" file
    make_secret orders-token
    make_salts "old-$network"
    file="$(documents "$host" "$network")/wp-config.php"
    (umask 077 && render "wp-config-old-$network.php" "$file.new" "PASSWORD=$(secret "data-${network}_app")" \
        "DATABASE_PORT=$(port mariadb-data)" "ORDERS_TOKEN=$(secret orders-token)" \
        "PAYMENTS_PORT=$(port payments)" "CACHE_PORT=$(port redis-data)" "ROOT=$estate/hosts/$host")
    sed -i -e "/@SALTS@/{r $estate/secrets/salts-old-$network" -e 'd}' "$file.new"
    mv "$file.new" "$file"
}

# The certificate of this host's stores: that of the old Europe ends soon.
lay_certificate() {
    local root="$estate/hosts/$1" days=400 name=us.shop.test others="DNS:shop.test,DNS:apac.shop.test,DNS:docs.test"
    if [ "$1" = web-eu ]; then days=25 name=eu.shop.test others="DNS:www.eu.shop.test"; fi
    mkdir -p "$root/etc/ssl"
    (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$days" \
        -subj "/CN=$name" -addext "subjectAltName=DNS:$name,$others" -keyout "$root/etc/ssl/store.key" \
        -out "$root/etc/ssl/store.pem" 2>/dev/null) || fail "openssl made no certificate"
    render site-tls.conf "$root/etc/nginx/sites-enabled/tls.conf" "ROOT=$root" "PORT=$(port "tls-$1")" \
        "PLAIN=$(port "nginx-$1")"
}

# What is easily forgotten: dotfiles, tables of scheduled work, folders beside the sites.
lay_leftovers() {
    local host="$1" root network documents
    root="$estate/hosts/$host"
    mkdir -p "$root"/volumes/{downloads,feeds/in,backups} "$root/home/operator/.config"
    for network in shop docs; do
        documents="$(documents "$host" "$network")"
        mkdir -p "$documents/.well-known"
        printf 'Contact: mailto:security@%s.test\nExpires: 2030-01-01T00:00:00Z\n' "$network" \
            >"$documents/.well-known/security.txt"
        printf 'upload_max_filesize = 16M\n' >"$documents/.user.ini"
        cp /etc/wordpress/htaccess "$documents/.htaccess" 2>/dev/null || : >"$documents/.htaccess"
    done
    printf '{"applePay":"merchant.%s"}\n' "$host" >"$(documents "$host" shop)/.well-known/merchant.json"
    printf 'firmware 4.2 for coin sorters\n' >"$root/volumes/downloads/firmware-4.2.bin"
    ln -sfn "$root/volumes/downloads" "$(documents "$host" shop)/downloads"
    printf 'export EDITOR=vi\n' >"$root/home/operator/.profile"
    (umask 077 && render feed.my.cnf "$root/home/operator/.my.cnf" "PORT=$(port mariadb-data)" \
        "PASSWORD=$(secret data-erp_feed)")
    render stock-feed.sh "$root/bin/stock-feed" "ROOT=$root"
    chmod 755 "$root/bin/stock-feed"
    render crontab "$root/var/spool/cron/crontabs/operator" "ROOT=$root" \
        "SCHEDULES=curl -s -o /dev/null -H Host:shop.test http://127.0.0.1:$(port "nginx-$host")/wp-cron.php"
}

# install_network NAME HOST: tables first, then the network and its sites and what they show.
install_network() {
    local network="$1" documents
    documents="$(documents "$2" "$1")"
    make_secret administrator
    # What an interrupted installation left would stand in the way.
    sql data <<<"DROP DATABASE IF EXISTS $network;
        CREATE DATABASE $network CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci"
    on_command_line "$parts/install/tables.php" "$documents" "$network" "$estate"
    on_command_line "$parts/install/sites-$network.php" "$documents" "$network" "$estate"
}

on_command_line() {
    php -d "sendmail_path=$estate/bin/store-mail $estate/mail -t -i" -d display_errors=stderr -d memory_limit=512M \
        "$@" >>"$estate/log/install.log" 2>&1 || fail "$(basename "$1") did not finish; see $estate/log/install.log"
}

# What the crontabs would do once a minute.
run_schedules() {
    local host address
    address="http://127.0.0.1:$(port nginx-web-world)/wp-cron.php"
    for host in shop.test eu.shop.test us.shop.test apac.shop.test docs.test; do
        php "$parts/install/ask.php" "$address" "$host" || fail "$host did not answer at $address"
    done
}
