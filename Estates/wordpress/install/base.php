<?php
// What the installers begin with: a network's folder, its own address as if it were asked for, no mail to strangers, no
// questions to the world.

[, $documents, $network, $estate] = $argv;
$domain = "$network.test";
$_SERVER += [
    'HTTP_HOST' => $domain, 'SERVER_NAME' => $domain, 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET',
    'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1',
];
$_SERVER['HTTP_HOST'] = $domain;

function administrator_password(): string
{
    global $estate;
    return trim(file_get_contents("$estate/secrets/administrator"));
}

/** Nothing is asked of the world while installing: names of this estate are known to no resolver. */
function stay_inside(): void
{
    add_filter('pre_http_request', fn () => new WP_Error('offline', 'Not asked while installing.'));
    add_filter('pre_wp_mail', '__return_true');
}
