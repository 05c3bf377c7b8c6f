<?php
// The shop network, as it has stood on the old servers.
define('DB_NAME', 'shop');
define('DB_USER', 'shop_app');
define('DB_PASSWORD', '@PASSWORD@');
define('DB_HOST', '127.0.0.1:@DATABASE_PORT@');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
@SALTS@
$table_prefix = 'wp_';

define('WP_ALLOW_MULTISITE', true);
define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', true);
define('DOMAIN_CURRENT_SITE', 'shop.test');
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);

define('DISABLE_WP_CRON', true); // the crontab of this host asks for wp-cron.php instead
define('FORCE_SSL_ADMIN', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');

define('SHOP_ORDERS_TOKEN', '@ORDERS_TOKEN@');
define('SHOP_PAYMENTS', 'http://127.0.0.1:@PAYMENTS_PORT@');
define('SHOP_CACHE', '127.0.0.1:@CACHE_PORT@:0');
define('SHOP_MAIL', true);
define('SHOP_ERP', '@ESTATE@/erp');
define('SHOP_DOWNLOADS', '@ROOT@/volumes/downloads');

// TLS ends in front of this server.
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
}
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
