<?php
// Prints the part of the estate's plan that is about the end of the old side and what comes after: who signs, how each
// host is switched off and wiped, what may still lead to it, and what is looked after. The plan takes it in when it stands
// beside it as ending.yaml. Makes the keys of the two who sign, where there are none.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$repository = dirname(__DIR__, 3);
$quoted = fn (string $text): string => json_encode($text, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
$words = fn (array $list): string => '[' . implode(', ', array_map($quoted, $list)) . ']';

foreach (['nadia', 'rosa'] as $person) {
    if (!file_exists("$folder/secrets/$person-key")) {
        $made = ['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', $person, '-f', "$folder/secrets/$person-key"];
        proc_close(proc_open($made, [], $pipes));
    }
}

function place(string $address): string
{
    return preg_replace('#^https?://#', '', $address);
}

$hosts = [];
foreach (['web-eu', 'web-world'] as $name) {
    $tier = $estate['web'][$name];
    $hosts[$name] = [
        'known' => [place($tier['address']), place($tier['tlsAddress'])],
        'logs' => [$tier['accessLog']],
        'queues' => ["{$estate['hosts'][$name]['root']}/volumes/feeds/in"],
        'ports' => [$tier['port'], (int) parse_url($tier['tlsAddress'], PHP_URL_PORT)],
    ];
}
$data = $estate['databases']['data'];
$hosts['data'] = [
    'known' => ["{$data['address']}:{$data['port']}"], 'logs' => [], 'queues' => [], 'ports' => [$data['port']],
];
$script = "$repository/scripts/wordpress-estate";
$new = $estate['web']['production'];
?>
sluice: 1
people:
  - { id: rosa, name: Rosa Lindner, contact: rosa@client.test, key: <?= $quoted(trim(file_get_contents("$folder/secrets/rosa-key.pub"))) ?> }

report: { signers: [nadia, rosa], client: [rosa] }

decommission:
  owner: nadia
  systems: [shop-old, db-old]
  needs: [signed-report, backup-restored, credentials-revoked]
  # In earnest days and weeks.
  idle: 20s
  wipe_after: 30s
  exports:
    - { what: orders and invoices, keep: 3650d, where: the client's archive, owner: rosa }
  removes: [flags, crons, credentials, dns, webhooks]
  references:
    - { id: payments, what: webhook, look: <?= $quoted("{$estate['payments']['address']}/settings") ?> }
    - { id: erp, what: allow-list, look: <?= $quoted("{$estate['folder']}/erp/allow-list") ?> }
  hosts:
<?php foreach ($hosts as $name => $host) { ?>
    - host: <?= "$name\n" ?>
      known_as: <?= $words($host['known']) . "\n" ?>
      logs: <?= $words($host['logs']) . "\n" ?>
      queues: <?= $words($host['queues']) . "\n" ?>
      # The machine that all hosts of the estate share has jobs of its own.
      system_jobs: ["/etc/cron", systemd]
      ports: [<?= implode(', ', $host['ports']) ?>]
      power_off: { command: <?= $words([$script, 'off', $estate['folder'], $name]) ?> }
      wipe: { command: <?= $words([$script, 'wipe', $estate['folder'], $name]) ?>, seen: [sh, -c, <?= $quoted('test -z "$(ls -A "$1")"') ?>, sh, <?= $quoted("{$estate['hosts'][$name]['root']}/volumes") ?>] }
<?php } ?>

maintenance:
  owner: nadia
  items:
    - { id: links, what: links, every: 30d }
    - { id: uptime, what: uptime, every: 30d, limit: 0.9, host: managed, logs: [<?= $quoted($new['accessLog']) ?>] }
    - { id: versions, what: versions, every: 30d, limit: 30 }
    - { id: restore, what: restore-test, every: 30d }
    - { id: certificates, what: certificates, every: 30d, limit: 1, source: <?= $quoted(place($estate['web']['web-eu']['tlsAddress'])) ?> }
    - { id: feeds, what: feeds, every: 30d, source: feeds.json }
