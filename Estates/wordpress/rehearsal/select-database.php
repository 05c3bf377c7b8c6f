<?php
// Gives each new site a choice of databases: two files of settings, and a link in the place of the one, which leads to
// the old database. The site reads the link anew with every request.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$server = $estate['databases']['data'];
$accounts = array_column($server['accounts'], 'passwordFile', 'user');
umask(0077);
foreach (['shop' => 'shop_app', 'docs' => 'docs_app'] as $network => $user) {
    $link = $estate['web']['production']['networks'][$network]['settings'];
    if (is_link($link)) {
        continue;
    }
    $settings = json_decode(file_get_contents($link), true, 16, JSON_THROW_ON_ERROR);
    foreach (['new' => [], 'old' => [
        'address' => $server['address'], 'port' => $server['port'], 'user' => $user,
        'password' => trim(file_get_contents($accounts[$user])),
    ]] as $side => $database) {
        $own = ['database' => array_merge($settings['database'], $database)] + $settings;
        file_put_contents(
            dirname($link) . "/$network-on-$side.json", json_encode($own, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
    }
    symlink("$network-on-old.json", "$link.new");
    rename("$link.new", $link);
}
