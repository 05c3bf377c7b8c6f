<?php
// Makes the tables of a network: those of one site first, as before it became a network, then those of the network.

require __DIR__ . '/base.php';

// The configuration speaks of a network that is not there yet: its defines are taken up without the network's.
$configuration = preg_replace(
    ['/^<\?php/', '/^define\(\'(MULTISITE|SUBDOMAIN_INSTALL|\w+_CURRENT_SITE|SHOP_ORDERS_TOKEN)\'.*$/m', '/^require_once.*$/m'],
    '', file_get_contents("$documents/wp-config.php"));
define('ABSPATH', "$documents/");
define('WP_INSTALLING', true);
eval($configuration);
require ABSPATH . 'wp-settings.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
require ABSPATH . 'wp-admin/includes/network.php';

stay_inside();
wp_install(strtoupper($network[0]) . substr($network, 1), 'keeper', 'keeper@shop.test', true, '', administrator_password());
update_option('siteurl', "http://$domain");
update_option('home', "http://$domain");
update_option('permalink_structure', '/%postname%/');

foreach ($wpdb->tables('ms_global') as $name => $prefixed) {
    $wpdb->$name = $prefixed;
}
install_network();
$made = populate_network(1, $domain, 'keeper@shop.test', ucfirst($network) . ' network', '/', $network === 'shop');
if (is_wp_error($made) && $made->get_error_code() !== 'no_wildcard_dns') {
    fwrite(STDERR, $made->get_error_message() . "\n");
    exit(1);
}
