<?php
// The managed host keeps what differs from tier to tier in a file of settings beside the site, and reads it on every
// request: a new database takes effect with the next request, all at once, when the file is replaced.
$place = '@SETTINGS@';
// Where it is a link, the link is read anew: PHP itself remembers for two minutes where a path led, in each process.
$target = @readlink($place);
if ($target !== false) {
    $place = $target[0] === '/' ? $target : dirname($place) . "/$target";
}
$settings = json_decode(file_get_contents($place), true, 16, JSON_THROW_ON_ERROR);
define('DB_NAME', $settings['database']['name']);
define('DB_USER', $settings['database']['user']);
define('DB_PASSWORD', $settings['database']['password']);
define('DB_HOST', $settings['database']['address'] . ':' . $settings['database']['port']);
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach ($settings['salts'] as $name => $salt) {
    define($name, $salt);
}
$table_prefix = $settings['prefix'];

define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', $settings['kind'] === 'domains');
define('DOMAIN_CURRENT_SITE', $settings['domain']);
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);

define('DISABLE_WP_CRON', true);
define('WP_CACHE', false);
define('FORCE_SSL_ADMIN', true);
define('DISALLOW_FILE_MODS', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('WP_ENVIRONMENT_TYPE', '@TIER@');

if (isset($settings['shop'])) {
    define('SHOP_ORDERS_TOKEN', $settings['shop']['ordersToken']);
    define('SHOP_PAYMENTS', $settings['shop']['payments']);
    define('SHOP_CACHE', $settings['shop']['cache']);
    define('SHOP_MAIL', $settings['shop']['mail']);
    define('SHOP_ERP', $settings['shop']['erp']);
    define('SHOP_DOWNLOADS', $settings['shop']['downloads']);
}

// TLS ends in front of this server.
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
}
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
