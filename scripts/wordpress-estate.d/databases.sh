# Two MariaDB servers: `data` of the old side, and the managed host's own.
# shellcheck shell=bash disable=SC2154

start_databases() {
    make_database_folders
    start_database data 1 &
    local data=$!
    start_database managed 2
    wait "$data"
}

database_folder() { echo "$estate/hosts/$1/volumes/database"; }

# The system tables are made once and copied: making them takes seconds. Each attempt has a folder of its own, because
# one that was interrupted may still be writing.
make_database_folders() {
    local host making
    [ ! -d "$(database_folder managed)/mysql" ] || return 0
    making="$(mktemp -d "$estate/tmp/system-tables-XXXXXX")"
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$making" --tmpdir="$estate/tmp" \
        --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --skip-test-db \
        --skip-name-resolve >"$estate/log/install-db.log" 2>&1 ||
        fail "mariadb-install-db; see $estate/log/install-db.log"
    for host in data managed; do
        mkdir -p "$(database_folder "$host")/mysql.d"
        rm -rf "$(database_folder "$host")/mysql"
    done
    cp -a "$making" "$(database_folder data)/mysql"
    mv "$making" "$(database_folder managed)/mysql"
}

# start_database HOST SERVER-ID
start_database() {
    local name="mariadb-$1" folder
    folder="$(database_folder "$1")"
    mkdir -p "$estate/hosts/$1/etc"
    render my.cnf "$estate/hosts/$1/etc/my.cnf" "NAME=$name" "FOLDER=$folder" "PORT=$(port "$name")" "SERVER=$2"
    runs "$name" || become "$estate/log/$name.out" mariadbd --defaults-file="$estate/hosts/$1/etc/my.cnf" &
    until_true 60 mariadb-admin --no-defaults --socket="$estate/run/$name.sock" --user="$(id -un)" ping ||
        fail "$name does not answer; see $estate/log/$name.log"
}

# sql HOST [arguments of mariadb]: statements from standard input, as the server's own administrator.
sql() {
    local host="$1"
    shift
    mariadb --no-defaults --default-character-set=utf8mb4 --socket="$estate/run/mariadb-$host.sock" \
        --user="$(id -un)" "$@"
}

# account HOST NAME PRIVILEGES...: an account whose password stands in secrets/HOST-NAME.
account() {
    local host="$1" name="$2" place="${account_place:-%}"
    shift 2
    make_secret "$host-$name"
    printf "CREATE USER IF NOT EXISTS '%s'@'%s' IDENTIFIED BY '%s';\n" "$name" "$place" "$(secret "$host-$name")"
    local grant
    for grant in "$@"; do printf "GRANT %s TO '%s'@'%s'%s;\n" "${grant%% WITH*}" "$name" "$place" \
        "$(case "$grant" in *WITH*) echo " WITH ${grant##* WITH }" ;; esac)"; done
}

make_accounts() {
    {
        echo 'CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;'
        echo 'CREATE DATABASE IF NOT EXISTS docs CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;'
        account data operator 'ALL PRIVILEGES ON *.* WITH GRANT OPTION'
        account data replication 'REPLICATION SLAVE, REPLICATION CLIENT ON *.*'
        account data shop_app 'ALL PRIVILEGES ON `shop`.*'
        account data docs_app 'ALL PRIVILEGES ON `docs`.*'
        # Writers that are easily forgotten: the feed of the ERP, and reports with a right that read_only does not
        # bind.
        account data erp_feed 'SELECT, INSERT, UPDATE ON `shop`.*'
        account data old_reports 'SELECT, INSERT, UPDATE ON `shop`.*' 'READ_ONLY ADMIN ON *.*'
        # Defines a trigger and an event, and never logs in from elsewhere.
        account_place=localhost account data warehouse 'ALL PRIVILEGES ON `shop`.*'
    } | sql data
    {
        local database
        for database in shop docs staging_shop staging_docs; do
            echo "CREATE DATABASE IF NOT EXISTS $database CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;"
        done
        account managed operator 'ALL PRIVILEGES ON *.* WITH GRANT OPTION'
        account managed replication 'REPLICATION SLAVE, REPLICATION CLIENT ON *.*'
        account managed production_shop 'ALL PRIVILEGES ON `shop`.*'
        account managed production_docs 'ALL PRIVILEGES ON `docs`.*'
        account managed staging_shop 'ALL PRIVILEGES ON `staging_shop`.*'
        account managed staging_docs 'ALL PRIVILEGES ON `staging_docs`.*'
    } | sql managed
}
