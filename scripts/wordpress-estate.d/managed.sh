# The managed host: two tiers with WordPress and nothing in it, empty databases, secrets of their own.
# shellcheck shell=bash disable=SC2154

make_managed_tiers() {
    local tier network
    for tier in staging production; do
        for network in shop docs; do
            lay_core "$(documents "$tier" "$network")"
            mkdir -p "$(uploads "$tier" "$network")"
            write_managed_configuration "$tier" "$network"
        done
        make_tier "$tier"
    done
    : >>"$estate/hosts/managed/var/spool/cron/crontabs/operator"
}

write_managed_configuration() {
    local tier="$1" network="$2" root documents
    root="$(tier_root "$tier")"
    documents="$(documents "$tier" "$network")"
    mkdir -p "$root/settings"
    make_salts "$tier-$network"
    [ -e "$root/settings/$network.json" ] || (
        umask 077
        php "$parts/install/managed-settings.php" "$estate" "$tier" "$network" >"$root/settings/$network.json.new"
        mv "$root/settings/$network.json.new" "$root/settings/$network.json"
    )
    [ -e "$documents/wp-config.php" ] ||
        render wp-config-managed.php "$documents/wp-config.php" "SETTINGS=$root/settings/$network.json" "TIER=$tier"
}

describe_estate() {
    php "$parts/install/describe.php" "$estate" >"$estate/estate.json.new"
    mv "$estate/estate.json.new" "$estate/estate.json"
}
