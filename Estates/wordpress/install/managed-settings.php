<?php
// Prints the settings of one network on one tier of the managed host. Staging sells nothing, mails nobody and hands
// nothing to the ERP until someone says so.
[, $estate, $tier, $network] = $argv;
$secret = fn (string $name): string => file_get_contents("$estate/secrets/$name");
preg_match_all("/define\('(\w+)', '(\w+)'\)/", $secret("salts-$tier-$network"), $salts);
$production = $tier === 'production';
$settings = [
    'kind' => $network === 'shop' ? 'domains' : 'folders',
    'domain' => $production ? "$network.test" : "staging.$network.test",
    'prefix' => $network === 'shop' ? 'wp_' : 'doc_',
    'database' => [
        'address' => '127.0.0.1', 'port' => (int) $secret('../ports/mariadb-managed'),
        'name' => $production ? $network : "staging_$network", 'user' => "{$tier}_$network",
        'password' => $secret("managed-{$tier}_$network"),
    ],
    'salts' => array_combine($salts[1], $salts[2]),
];
if ($network === 'shop') {
    $settings['shop'] = [
        'ordersToken' => $secret('orders-token'),
        'payments' => $production ? 'http://127.0.0.1:' . (int) $secret('../ports/payments') : '',
        'cache' => '127.0.0.1:' . (int) $secret('../ports/redis-managed') . ':' . ($production ? 0 : 1),
        'mail' => $production,
        'erp' => $production ? "$estate/erp" : '',
        'downloads' => "$estate/hosts/managed/volumes/$tier/downloads",
    ];
}
echo json_encode($settings, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
