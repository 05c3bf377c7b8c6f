<?php
// The network of folders: manuals in three languages.

require __DIR__ . '/base.php';
require "$documents/wp-load.php";
require ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/content.php';

stay_inside();
$uploads = "$estate/hosts/web-world/volumes/uploads/docs";
foreach (['/' => 'Manuals', '/de/' => 'Handbücher', '/fr/' => 'Modes d’emploi'] as $path => $title) {
    $site = 1;
    if ($path !== '/') {
        $site = wpmu_create_blog('docs.test', $path, $title, 1, ['public' => 1], 1);
        is_wp_error($site) && exit($site->get_error_message() . "\n");
    }
    switch_to_blog($site);
    update_option('siteurl', untrailingslashit("http://docs.test$path"));
    update_option('home', untrailingslashit("http://docs.test$path"));
    furnish(untrailingslashit("http://docs.test$path"), $title, $uploads);
    restore_current_blog();
}
