<?php
/**
 * Plugin Name: Shop
 * Description: A small shop: products with a stock flag, a cart in a session, a checkout of many statements, payments.
 * Version: 1.4.0
 *
 * It writes as real shop plugins do: one statement after the other, no transaction around them, and the answers of most
 * of them unread. A database that turns read-only in the middle of a checkout therefore leaves half an order.
 */

defined('ABSPATH') || exit;

// Only the network that says so has a shop; the others share the code.
if (defined('SHOP_ORDERS_TOKEN')) {
    foreach (['tables', 'statements', 'cache', 'session', 'catalogue', 'checkout', 'completion', 'pages', 'interface'] as $part) {
        require __DIR__ . "/shop/$part.php";
    }
}
