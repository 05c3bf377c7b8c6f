<?php
// Prints what is different on staging: the overlay of the plan that plan.php prints.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$server = $estate['databases']['managed'];
$networks = $estate['web']['staging']['networks'];
?>
# Staging of the move of the WordPress estate that stands in <?= $folder ?>.
sluice: 1
relocation:
  databases:
<?php foreach (['shop', 'docs'] as $name) { ?>
    - { id: <?= $name ?>, target: "mysql://operator@<?= "{$server['address']}:{$server['port']}/staging_$name" ?>" }
<?php } ?>
  files:
    - { id: content, target: <?= $networks['shop']['documentRoot'] ?>/wp-content }
<?php foreach (['web-eu', 'web-world'] as $tier) { ?>
    - { id: uploads-<?= $tier ?>, target: <?= $networks['shop']['uploads'] ?> }
<?php } ?>
    - { id: well-known, target: <?= $networks['shop']['documentRoot'] ?>/.well-known }
    - { id: docs-content, target: <?= $networks['docs']['documentRoot'] ?>/wp-content }
    - { id: docs-uploads, target: <?= $networks['docs']['uploads'] ?> }
    - { id: docs-well-known, target: <?= $networks['docs']['documentRoot'] ?>/.well-known }
  networks:
<?php foreach (['shop' => ['web-eu', 'web-world'], 'docs' => ['web-world']] as $name => $olds) { ?>
    - id: <?= "$name\n" ?>
      roots:
<?php foreach ($olds as $host) { ?>
        - { host: <?= $host ?>, path: <?= $estate['web'][$host]['networks'][$name]['documentRoot'] ?> }
<?php } ?>
        - { host: managed, path: <?= $networks[$name]['documentRoot'] ?>, settings: <?= $networks[$name]['settings'] ?> }
<?php } ?>
  rewrites:
<?php foreach (['web-eu', 'web-world'] as $tier) { foreach (['shop', 'docs'] as $name) { ?>
    - { from: <?= $estate['web'][$tier]['networks'][$name]['uploads'] ?>, to: <?= $networks[$name]['uploads'] ?> }
<?php } } ?>
<?php foreach (array_unique(array_merge(...array_values(array_map(
    fn ($network) => array_column($network['sites'], 'domain'), $estate['networks'])))) as $domain) {
    $parts = explode('.', $domain);
    array_splice($parts, -2, 0, 'staging'); ?>
    - { from: <?= $domain ?>, to: <?= implode('.', $parts) ?> }
<?php } ?>
