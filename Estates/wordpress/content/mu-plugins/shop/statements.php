<?php
// How the shop talks to its database.

namespace Shop;

const CONNECTION_LOST = [1053, 1927, 2006, 2013];

/**
 * Runs one statement and gives what $wpdb gives: the number of rows, or false. A refused statement is false and nothing
 * more, as everywhere in WordPress; only a connection that is lost ends the request, so that the visitor tries again.
 */
function write(string $statement, ...$values)
{
    global $wpdb;
    $wpdb->hide_errors();
    $done = $wpdb->query($values ? $wpdb->prepare($statement, ...$values) : $statement);
    if ($done === false) {
        connection_must_hold();
    }
    return $done;
}

function connection_must_hold(): void
{
    global $wpdb;
    $lost = !($wpdb->dbh instanceof \mysqli) || in_array(mysqli_errno($wpdb->dbh), CONNECTION_LOST, true);
    if ($lost) {
        unavailable('The database went away.');
    }
}

function row(string $statement, ...$values)
{
    global $wpdb;
    $wpdb->hide_errors();
    $found = $wpdb->get_row($values ? $wpdb->prepare($statement, ...$values) : $statement);
    if ($found === null) {
        connection_must_hold();
    }
    return $found;
}

function rows(string $statement, ...$values): array
{
    global $wpdb;
    $wpdb->hide_errors();
    $found = $wpdb->get_results($values ? $wpdb->prepare($statement, ...$values) : $statement);
    if (!$found) {
        connection_must_hold();
    }
    return $found ?: [];
}

function unavailable(string $why): void
{
    while (ob_get_level() > 0) {
        ob_end_clean();
    }
    status_header(503);
    header('Retry-After: 1');
    header('Content-Type: text/plain; charset=utf-8');
    echo $why, " Please try again.\n";
    exit;
}

/** One request at a time works on an order; the lock ends with the connection. */
function lock(string $key): void
{
    $taken = row('SELECT GET_LOCK(%s, 10) AS taken', substr("shop-$key", 0, 64));
    if (!$taken || (int) $taken->taken !== 1) {
        unavailable('This order is being worked on.');
    }
}
