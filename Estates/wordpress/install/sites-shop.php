<?php
// The network of domains: its sites, what they show, people with roles on some of them, and the shop.

require __DIR__ . '/base.php';
require "$documents/wp-load.php";
require ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/content.php';

stay_inside();
$sites = [
    ['shop.test', 'Counting House', 'web-world', 'EUR', 'W'],
    ['eu.shop.test', 'Counting House Europe', 'web-eu', 'EUR', 'EU'],
    ['us.shop.test', 'Counting House America', 'web-world', 'USD', 'US'],
    ['apac.shop.test', 'Counting House Asia Pacific', 'web-world', 'JPY', 'AP'],
];
foreach (Shop\shared_tables() as $table) {
    $wpdb->query($table) !== false || exit($wpdb->last_error . "\n");
}
Shop\stock_up(1000000);
foreach ($sites as $number => [$host, $title, $server, $currency, $series]) {
    if ($number > 0) {
        $made = wpmu_create_blog($host, '/', $title, 1, ['public' => 1], 1);
        is_wp_error($made) && exit($made->get_error_message() . "\n");
    }
    switch_to_blog($number + 1);
    foreach (Shop\own_tables() as $table) {
        $wpdb->query($table) !== false || exit($wpdb->last_error . "\n");
    }
    update_option('siteurl', "http://$host");
    update_option('home', "http://$host");
    furnish("http://$host", $title, "$estate/hosts/$server/volumes/uploads/shop");
    update_option('shop_currency', $currency);
    update_option('shop_series', $series);
    restore_current_blog();
}

foreach (['eu.editor' => 2, 'us.editor' => 3, 'apac.editor' => 4] as $login => $site) {
    $person = wpmu_create_user($login, administrator_password(), "$login@shop.test");
    add_user_to_blog($site, $person, 'editor');
    update_user_option($person, 'dashboard_note', ['home' => get_home_url($site)]);
    update_user_meta($person, 'last_seen_at', get_home_url($site, '/wp-admin/'));
}
update_site_option('active_sitewide_plugins', ['opening-hours/opening-hours.php' => 1690000000]);
switch_to_blog(2);
update_option('active_plugins', ['akismet/akismet.php', 'region-notice/region-notice.php']);
update_option('WPLANG', 'de_DE');
restore_current_blog();
wp_schedule_event(time() + 3600, 'daily', 'shop_report_of_the_day');
