# The managed host: two tiers with WordPress and nothing in it, empty databases, secrets of their own.
# shellcheck shell=bash disable=SC2154

lay_managed_side() {
    make_secret backups
    once staging make_managed_tier staging
    once production make_managed_tier production
}

make_managed_tier() {
    local tier="$1" network
    for network in shop docs; do
        lay_core "$(documents "$tier" "$network")"
        mkdir -p "$(uploads "$tier" "$network")"
        write_managed_configuration "$tier" "$network"
    done
    make_tier "$tier"
    : >"$(tier_root "$tier")/etc/nginx/redirects.map"
    : >"$estate/hosts/managed/var/spool/cron/crontabs/operator"
}

write_managed_configuration() {
    local tier="$1" network="$2" root documents
    root="$(tier_root "$tier")"
    documents="$(documents "$tier" "$network")"
    mkdir -p "$root/settings"
    make_salts "$tier-$network"
    (umask 077 && php "$parts/install/managed-settings.php" "$estate" "$tier" "$network" >"$root/settings/$network.json")
    render wp-config-managed.php "$documents/wp-config.php" "SETTINGS=$root/settings/$network.json" "TIER=$tier"
}

describe_estate() {
    php "$parts/install/describe.php" "$estate" >"$estate/estate.json.new"
    mv "$estate/estate.json.new" "$estate/estate.json"
}
