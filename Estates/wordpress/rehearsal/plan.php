<?php
// Prints the plan of the estate's move, from what stands in its estate.json.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$quoted = fn (string $text): string => json_encode($text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);

function account(string $server, string $user): array
{
    global $estate;
    foreach ($estate['databases'][$server]['accounts'] as $account) {
        if ($account['user'] === $user) {
            return $account;
        }
    }
    throw new RuntimeException("no account $user on $server");
}

function server(string $name, string $database): string
{
    global $estate;
    $server = $estate['databases'][$name];
    return "mysql://operator@{$server['address']}:{$server['port']}/$database";
}

$access = [];
foreach (['data', 'managed'] as $server) {
    foreach ($estate['databases'][$server]['accounts'] as $account) {
        if ($account['from'] !== '%') {
            continue; // it comes from its own host only: locked by the fence, tried by nobody
        }
        $id = "$server-" . str_replace('_', '-', $account['user']);
        $access[$id] = ['kind' => 'database', 'file' => $account['passwordFile']];
    }
}
$writers = [
    'shop' => ['old' => ['shop_app', 'erp_feed', 'old_reports', 'warehouse'], 'new' => ['production_shop']],
    'docs' => ['old' => ['docs_app'], 'new' => ['production_docs']],
];
?>
# The move of the WordPress estate that stands in <?= $folder ?>.
sluice: 1
name: three servers to none, rehearsed
rehearsal: true
<?php if (file_exists("$folder/ending.yaml")) { ?>
include: [ending.yaml]
<?php } if (file_exists("$folder/staging.yaml")) { ?>
environments:
  - { id: staging, kind: staging, overlay: staging.yaml }
  - { id: production, kind: production }
<?php } ?>

people:
  - { id: nadia, name: Nadia Brandt, contact: nadia@agency.test<?php if (file_exists("$folder/secrets/nadia-key.pub")) { ?>, key: <?= $quoted(trim(file_get_contents("$folder/secrets/nadia-key.pub"))) ?><?php } ?> }

systems:
  - { id: shop-old, kind: storefront, side: old, owner: nadia, health: connect, endpoints: [<?= $quoted($estate['web']['web-eu']['address']) ?>, <?= $quoted($estate['web']['web-world']['address']) ?>] }
  - { id: shop-new, kind: storefront, side: new, owner: nadia, health: connect, endpoints: [<?= $quoted($estate['web']['production']['address']) ?>] }
  - { id: db-old, kind: database, side: old, owner: nadia }
  - { id: db-new, kind: database, side: new, owner: nadia }

flows:
  - id: buy
    critical: true
    steps:
      - { id: product, path: /product/ }
      - { id: cart, path: /cart }
      - { id: checkout, path: /checkout, exact: true, freeze: starts }
      - { id: return, path: /checkout/return, freeze: finishes }
      - { id: notice, path: /wp-json/shop/v1/payments, freeze: finishes }
    success: return

redirects:
  landing:
    - { path: /product/TILL-ROLL, visits: 900/d }
    - { path: /begin/, visits: 200/d }

units:
  - { id: shops, domain: checkout, match: { hosts: [<?= implode(', ', array_map($quoted, $estate['orders']['hosts'])) ?>, "shop.test", "docs.test"], paths: ["/"] } }

access:
  - { id: hosts, kind: key, from: the client's IT, reference: "file:<?= $estate['ssh']['identityFile'] ?>" }
<?php foreach ($access as $id => $item) { ?>
  - { id: <?= $id ?>, kind: <?= $item['kind'] ?>, from: the client's IT, reference: "file:<?= $item['file'] ?>" }
<?php } ?>
  - { id: backups, kind: repository, from: the agency, reference: "file:<?= $estate['backups']['passwordFile'] ?>" }

relocation:
  backup: { repository: <?= $estate['backups']['folder'] ?>, access: backups, keep: 90d }
  hosts:
<?php foreach ($estate['hosts'] as $name => $host) { ?>
    - { id: <?= $name ?>, side: <?= $name === 'managed' ? 'new' : 'old' ?>, system: <?= ['data' => 'db-old', 'managed' => 'shop-new'][$name] ?? 'shop-old' ?>, configuration: [<?= $host['configuration'] ?>], address: "<?= "{$host['user']}@{$host['address']}:{$host['sshPort']}" ?>", access: hosts, volumes: [<?= implode(', ', array_map(fn ($path) => "{ path: $path }", $host['volumes'])) ?>] }
<?php } ?>
  files:
<?php
$old = $estate['web']['web-eu']['networks']['shop'];
$new = $estate['web']['production']['networks']['shop'];
$oldDocs = $estate['web']['web-world']['networks']['docs'];
$newDocs = $estate['web']['production']['networks']['docs'];
$files = [
    ['content', 'web-eu', "{$old['documentRoot']}/wp-content", "{$new['documentRoot']}/wp-content"],
    ['well-known', 'web-eu', "{$old['documentRoot']}/.well-known", "{$new['documentRoot']}/.well-known"],
    ['docs-content', 'web-world', "{$oldDocs['documentRoot']}/wp-content", "{$newDocs['documentRoot']}/wp-content"],
    ['docs-uploads', 'web-world', $oldDocs['uploads'], $newDocs['uploads']],
    ['docs-well-known', 'web-world', "{$oldDocs['documentRoot']}/.well-known", "{$newDocs['documentRoot']}/.well-known"],
];
// Each region's server holds what was uploaded to its own sites.
foreach (['web-eu', 'web-world'] as $tier) {
    $files[] = ["uploads-$tier", $tier, $estate['web'][$tier]['networks']['shop']['uploads'], $new['uploads']];
}
foreach ($files as [$id, $host, $path, $target]) { ?>
    - { id: <?= $id ?>, from: <?= $host ?>, path: <?= $path ?>, to: managed, target: <?= $target ?>, leave_out: ["*.tmp"] }
<?php } ?>
  networks:
    - id: shop
      kind: domains
      database: shop
      sites:
<?php foreach ($estate['networks']['shop']['sites'] as $site) { ?>
        - { domain: <?= $quoted($site['domain']) ?> }
<?php } ?>
      roots:
<?php foreach (['web-eu', 'web-world'] as $host) { ?>
        - { host: <?= $host ?>, path: <?= $estate['web'][$host]['networks']['shop']['documentRoot'] ?> }
<?php } ?>
        - { host: managed, path: <?= $new['documentRoot'] ?>, settings: <?= $new['settings'] ?> }
      plugins: [akismet, opening-hours, region-notice, shop]
    - id: docs
      kind: subdirectories
      database: docs
      sites:
<?php foreach ($estate['networks']['docs']['sites'] as $site) { ?>
        - { domain: <?= $quoted($site['domain']) ?>, path: <?= $quoted($site['path']) ?> }
<?php } ?>
      roots:
        - { host: web-world, path: <?= $oldDocs['documentRoot'] ?> }
        - { host: managed, path: <?= $newDocs['documentRoot'] ?>, settings: <?= $newDocs['settings'] ?> }
      plugins: [akismet, opening-hours, region-notice, shop]
  # What a side's Redis read before the other side wrote is not true any more.
  caches:
<?php foreach (['data' => 'old', 'managed' => 'new'] as $host => $side) { $cache = $estate['caches'][$host]; ?>
    - { id: <?= $side ?>-redis, side: <?= $side ?>, flush: { from: <?= $host ?>, command: [redis-cli, -e, -h, <?= $cache['address'] ?>, -p, "<?= $cache['port'] ?>", -n, "<?= $cache['database'] ?>", FLUSHDB] } }
<?php } ?>
  # With other salts every cart would be lost at the hand over.
  configuration:
<?php foreach (['shop', 'docs'] as $network) { foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $salt) { foreach (['KEY', 'SALT'] as $part) { ?>
    - { network: <?= $network ?>, from: <?= "{$salt}_$part" ?>, to: <?= "salts.{$salt}_$part" ?> }
<?php } } } ?>
<?php if (file_exists("$folder/names.port")) { ?>
  names: { servers: ["127.0.0.1:<?= trim(file_get_contents("$folder/names.port")) ?>"], edge: [127.0.0.9], ttl: 60s }
<?php } ?>
  rewrites:
<?php foreach (['web-eu', 'web-world'] as $tier) { ?>
    - { from: <?= $estate['web'][$tier]['networks']['shop']['uploads'] ?>, to: <?= $new['uploads'] ?> }
<?php } ?>
    - { from: <?= $oldDocs['uploads'] ?>, to: <?= $newDocs['uploads'] ?> }
  databases:
<?php foreach (['shop', 'docs'] as $name) { ?>
    - id: <?= "$name\n" ?>
      engine: mariadb
      name: <?= "$name\n" ?>
      from: db-old
      to: db-new
      lock: true
      table_prefix: <?= $estate['networks'][$name]['prefix'] . "\n" ?>
      source: "<?= server('data', $name) ?>"
      access: data-operator
      target: "<?= server('managed', $name) ?>"
      target_access: managed-operator
      replication: { account: replication, access: data-replication, reverse_access: managed-replication }
      writers:
<?php foreach ($writers[$name] as $side => $users) { foreach ($users as $user) { $server = $side === 'old' ? 'data' : 'managed'; ?>
        - { side: <?= $side ?>, account: "<?= $user . '@' . account($server, $user)['from'] ?>"<?php if (account($server, $user)['from'] === '%') { ?>, access: <?= "$server-" . str_replace('_', '-', $user) ?><?php } ?> }
<?php } } ?>
      settings:
        - { side: old, host: data, path: <?= $estate['databases']['data']['configurationFolder'] ?>/99-sluice.cnf }
        - { side: new, host: managed, path: <?= $estate['databases']['managed']['configurationFolder'] ?>/99-sluice.cnf }
<?php $link = $estate['web']['production']['networks'][$name]['settings']; if (is_link($link)) { ?>
      selectors:
        - { host: managed, link: <?= $link ?>, old: <?= $name ?>-on-old.json, new: <?= $name ?>-on-new.json }
<?php } ?>
<?php } ?>
