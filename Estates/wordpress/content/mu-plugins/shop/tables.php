<?php
// What the shop keeps. Sessions, stock and number series are shared by all sites of the network; orders are each site's.

namespace Shop;

function shared(string $name): string
{
    global $wpdb;
    return $wpdb->base_prefix . 'shop_' . $name;
}

function own(string $name): string
{
    global $wpdb;
    return $wpdb->prefix . 'shop_' . $name;
}

function shared_tables(): array
{
    return [
        'CREATE TABLE IF NOT EXISTS ' . shared('sessions') . ' (
            id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
            expires INT UNSIGNED NOT NULL, content LONGTEXT NOT NULL, KEY expires (expires)) ENGINE=InnoDB',
        'CREATE TABLE IF NOT EXISTS ' . shared('stock') . ' (
            sku VARCHAR(32) NOT NULL PRIMARY KEY, name VARCHAR(190) NOT NULL, price_minor INT NOT NULL,
            on_hand INT NOT NULL, changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)
            ENGINE=InnoDB',
        'CREATE TABLE IF NOT EXISTS ' . shared('series') . ' (
            name VARCHAR(32) NOT NULL PRIMARY KEY, last BIGINT UNSIGNED NOT NULL) ENGINE=InnoDB',
    ];
}

function own_tables(): array
{
    return [
        'CREATE TABLE IF NOT EXISTS ' . own('orders') . ' (
            id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, order_key VARCHAR(64) NOT NULL,
            post_id BIGINT UNSIGNED NOT NULL DEFAULT 0, customer VARCHAR(190) NOT NULL, status VARCHAR(16) NOT NULL,
            number VARCHAR(32) NULL, total_minor INT NOT NULL DEFAULT 0, currency CHAR(3) NOT NULL,
            authorisation VARCHAR(64) NULL, created DATETIME NOT NULL, paid DATETIME NULL,
            UNIQUE KEY order_key (order_key), UNIQUE KEY number (number), KEY customer (customer)) ENGINE=InnoDB',
        'CREATE TABLE IF NOT EXISTS ' . own('order_lines') . ' (
            id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id BIGINT UNSIGNED NOT NULL,
            sku VARCHAR(32) NOT NULL, quantity INT NOT NULL, price_minor INT NOT NULL, KEY order_id (order_id))
            ENGINE=InnoDB',
    ];
}
