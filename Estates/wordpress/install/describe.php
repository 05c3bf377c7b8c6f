<?php
// Prints what stands in the estate's folder: addresses, ports, folders, key files, accounts. Never a secret itself, but
// the file that holds it.

$estate = $argv[1];
$user = posix_getpwuid(posix_geteuid())['name'];

function port(string $name): int
{
    global $estate;
    return (int) file_get_contents("$estate/ports/$name");
}

function account(string $host, string $name, string $note, string $from = '%'): array
{
    global $estate;
    return ['user' => $name, 'from' => $from, 'passwordFile' => "$estate/secrets/$host-$name", 'note' => $note];
}

function host(string $name): array
{
    global $estate, $user;
    $root = "$estate/hosts/$name";
    return [
        'address' => '127.0.0.1',
        'sshPort' => port("sshd-$name"),
        'user' => $user,
        'root' => $root,
        'volumes' => array_values(array_filter(glob("$root/volumes/*"), 'is_dir')),
        'home' => "$root/home/operator",
        'crontab' => "$root/var/spool/cron/crontabs/operator",
        'configuration' => "$root/etc",
        'logs' => "$root/var/log",
    ];
}

function server(string $host, array $accounts, array $databases): array
{
    global $estate, $user;
    return [
        'host' => $host,
        'address' => '127.0.0.1',
        'port' => port("mariadb-$host"),
        'socket' => "$estate/run/mariadb-$host.sock",
        'socketUser' => $user,
        'configuration' => "$estate/hosts/$host/etc/my.cnf",
        'configurationFolder' => "$estate/hosts/$host/volumes/database/mysql.d",
        'folder' => "$estate/hosts/$host/volumes/database/mysql",
        'pidFile' => "$estate/run/mariadb-$host.pid",
        'log' => "$estate/log/mariadb-$host.log",
        'databases' => $databases,
        'accounts' => $accounts,
    ];
}

// What a side's web servers remember their database by.
function cache(string $host): array
{
    return ['host' => $host, 'address' => '127.0.0.1', 'port' => port("redis-$host"), 'database' => 0];
}

// Where one web tier stands. Its networks: the folder pages are served from, its volume of uploads, its settings.
function tier(string $name, string $host, string $root, array $networks): array
{
    global $estate;
    return [
        'host' => $host,
        'address' => 'http://127.0.0.1:' . port("nginx-$name"),
        'port' => port("nginx-$name"),
        'nginx' => "$root/etc/nginx/nginx.conf",
        'sites' => "$root/etc/nginx/sites-enabled",
        'redirects' => "$root/etc/nginx/redirects.map",
        'php' => "$root/etc/php-fpm.conf",
        'accessLog' => "$root/var/log/access.log",
        'pidFiles' => ['nginx' => "$estate/run/nginx-$name.pid", 'php' => "$estate/run/php-$name.pid"],
        'networks' => $networks,
    ];
}

function oldNetwork(string $root, string $name): array
{
    return [
        'documentRoot' => "$root/volumes/web/$name",
        'configuration' => "$root/volumes/web/$name/wp-config.php",
        'uploads' => "$root/volumes/uploads/$name",
    ];
}

function newNetwork(string $root, string $name): array
{
    return [
        'documentRoot' => "$root/web/$name",
        'configuration' => "$root/web/$name/wp-config.php",
        'settings' => "$root/settings/$name.json",
        'uploads' => "$root/uploads/$name",
    ];
}

// Old tiers end TLS themselves for those who come without an edge.
function withTLS(array $tier): array
{
    global $estate;
    $name = $tier['host'];
    return $tier + [
        'tlsAddress' => 'https://127.0.0.1:' . port("tls-$name"),
        'certificate' => "$estate/hosts/$name/etc/ssl/store.pem",
    ];
}

$tiers = [];
foreach (['web-eu', 'web-world'] as $name) {
    $root = "$estate/hosts/$name";
    $tiers[$name] = withTLS(tier($name, $name, $root, [
        'shop' => oldNetwork($root, 'shop'), 'docs' => oldNetwork($root, 'docs'),
    ]));
}
foreach (['staging', 'production'] as $name) {
    $root = "$estate/hosts/managed/volumes/$name";
    $tiers[$name] = tier($name, 'managed', $root, [
        'shop' => newNetwork($root, 'shop'), 'docs' => newNetwork($root, 'docs'),
    ]);
}

$description = [
    'format' => 1,
    'folder' => $estate,
    'ssh' => [
        'user' => $user,
        'identityFile' => "$estate/secrets/operator-key",
        'knownHostsFile' => "$estate/ssh/known_hosts",
    ],
    'hosts' => array_combine(
        ['web-eu', 'web-world', 'data', 'managed'],
        array_map('host', ['web-eu', 'web-world', 'data', 'managed'])),
    'databases' => [
        'data' => server('data', [
            account('data', 'operator', 'everything, with GRANT OPTION'),
            account('data', 'replication', 'reads the binary log'),
            account('data', 'shop_app', 'the shop network'),
            account('data', 'docs_app', 'the docs network'),
            account('data', 'erp_feed', 'writes stock'),
            account('data', 'old_reports', 'writes; has READ_ONLY ADMIN, so that read_only does not bind it'),
            account('data', 'warehouse', 'definer of a trigger and an event', 'localhost'),
        ], ['shop', 'docs']),
        'managed' => server('managed', [
            account('managed', 'operator', 'everything, with GRANT OPTION'),
            account('managed', 'replication', 'reads the binary log'),
            account('managed', 'production_shop', 'the shop network in production'),
            account('managed', 'production_docs', 'the docs network in production'),
            account('managed', 'staging_shop', 'the shop network in staging'),
            account('managed', 'staging_docs', 'the docs network in staging'),
        ], ['shop', 'docs', 'staging_shop', 'staging_docs']),
    ],
    'caches' => ['data' => cache('data'), 'managed' => cache('managed')],
    'web' => $tiers,
    'networks' => [
        'shop' => [
            'kind' => 'domains', 'domain' => 'shop.test', 'database' => 'shop', 'prefix' => 'wp_',
            'sites' => [
                ['id' => 1, 'domain' => 'shop.test', 'path' => '/', 'servedBy' => 'web-world'],
                ['id' => 2, 'domain' => 'eu.shop.test', 'path' => '/', 'servedBy' => 'web-eu'],
                ['id' => 3, 'domain' => 'us.shop.test', 'path' => '/', 'servedBy' => 'web-world'],
                ['id' => 4, 'domain' => 'apac.shop.test', 'path' => '/', 'servedBy' => 'web-world'],
            ],
        ],
        'docs' => [
            'kind' => 'folders', 'domain' => 'docs.test', 'database' => 'docs', 'prefix' => 'doc_',
            'sites' => [
                ['id' => 1, 'domain' => 'docs.test', 'path' => '/', 'servedBy' => 'web-world'],
                ['id' => 2, 'domain' => 'docs.test', 'path' => '/de/', 'servedBy' => 'web-world'],
                ['id' => 3, 'domain' => 'docs.test', 'path' => '/fr/', 'servedBy' => 'web-world'],
            ],
        ],
    ],
    'administrator' => [
        'user' => 'keeper', 'email' => 'keeper@shop.test', 'passwordFile' => "$estate/secrets/administrator",
        'login' => '/wp-login.php',
    ],
    'orders' => [
        'path' => '/wp-json/shop/v1/orders', 'health' => '/wp-json/shop/v1/health',
        'tokenHeader' => 'x-estate-token', 'tokenFile' => "$estate/secrets/orders-token",
        'hosts' => ['eu.shop.test', 'us.shop.test', 'apac.shop.test'],
        'pages' => [
            'product' => '/product/TILL-ROLL', 'cart' => '/cart', 'checkout' => '/checkout',
            'return' => '/checkout/return', 'notices' => '/wp-json/shop/v1/payments',
        ],
    ],
    'payments' => [
        'address' => 'http://127.0.0.1:' . port('payments'), 'port' => port('payments'),
        'folder' => "$estate/payments",
        'pidFile' => "$estate/run/payments.pid", 'log' => "$estate/log/payments.log",
    ],
    'backups' => ['folder' => "$estate/backups", 'passwordFile' => "$estate/secrets/backups"],
    'mail' => ['folder' => "$estate/mail"],
    'erp' => ['folder' => "$estate/erp"],
    'processes' => "$estate/run",
];
echo json_encode($description, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";
