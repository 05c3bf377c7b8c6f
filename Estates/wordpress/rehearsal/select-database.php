<?php
// Gives the new shop a choice of databases: two files of settings, and a link in the place of the one, which leads to
// the old database. The site reads the link anew with every request.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$link = $estate['web']['production']['networks']['shop']['settings'];
if (is_link($link)) {
    exit(0);
}
$settings = json_decode(file_get_contents($link), true, 16, JSON_THROW_ON_ERROR);
$server = $estate['databases']['data'];
$accounts = array_column($server['accounts'], 'passwordFile', 'user');
umask(0077);
foreach (['new' => [], 'old' => [
    'address' => $server['address'], 'port' => $server['port'], 'user' => 'shop_app',
    'password' => trim(file_get_contents($accounts['shop_app'])),
]] as $side => $database) {
    $own = ['database' => array_merge($settings['database'], $database)] + $settings;
    file_put_contents(dirname($link) . "/shop-on-$side.json", json_encode($own, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
}
symlink('shop-on-old.json', "$link.new");
rename("$link.new", $link);
