<?php
// From a cart to an order that waits for its payment: a row, a post, its meta, stock and lines, one after the other.

namespace Shop;

final class OutOfStock extends \Exception
{
}

function order_by_key(string $key)
{
    return row('SELECT * FROM ' . own('orders') . ' WHERE order_key = %s', $key);
}

function order_lines(int $order): array
{
    return rows('SELECT sku, quantity, price_minor FROM ' . own('order_lines') . ' WHERE order_id = %d ORDER BY id', $order);
}

/**
 * Makes the order of this key, or the same one again when the form is sent twice.
 *
 * @param array<string, int> $cart pieces by SKU
 */
function place_order(array $cart, string $key, string $customer): object
{
    lock($key);
    $order = order_by_key($key);
    if ($order && $order->status !== 'draft') {
        return $order;
    }
    if ($order) {
        give_back($order);
    } else {
        write('INSERT INTO ' . own('orders') . ' (order_key, customer, status, currency, created)
               VALUES (%s, %s, %s, %s, %s)', $key, $customer, 'draft', currency(), gmdate('Y-m-d H:i:s'));
        $order = order_by_key($key);
        if (!$order) {
            unavailable('The order could not be begun.');
        }
    }
    write_post($order);
    take_time();
    $total = take_and_list($order, $cart);
    write('UPDATE ' . own('orders') . " SET total_minor = %d, status = 'pending' WHERE id = %d", $total, $order->id);
    return order_by_key($key);
}

/** The form came again after it broke off half-way: its lines are taken back and written anew. */
function give_back(object $order): void
{
    foreach (order_lines((int) $order->id) as $line) {
        write('UPDATE ' . shared('stock') . ' SET on_hand = on_hand + %d WHERE sku = %s', $line->quantity, $line->sku);
        forget("article-$line->sku");
    }
    write('DELETE FROM ' . own('order_lines') . ' WHERE order_id = %d', $order->id);
}

function write_post(object $order): void
{
    if ((int) $order->post_id > 0) {
        return;
    }
    $post = wp_insert_post([
        'post_type' => 'shop_order', 'post_status' => 'shop-pending', 'post_title' => "Order {$order->id}",
        'post_author' => 0, 'comment_status' => 'closed', 'ping_status' => 'closed',
    ]);
    connection_must_hold();
    write('UPDATE ' . own('orders') . ' SET post_id = %d WHERE id = %d', $post, $order->id);
    $order->post_id = $post;
    update_post_meta($post, '_shop_customer', $order->customer);
    update_post_meta($post, '_shop_key', $order->order_key);
    update_post_meta($post, '_shop_placed', ['site' => home_url('/'), 'agent' => $_SERVER['HTTP_USER_AGENT'] ?? '']);
    connection_must_hold();
}

/** Takes stock and writes a line for each article; a statement that failed looks like an empty shelf. */
function take_and_list(object $order, array $cart): int
{
    $total = 0;
    foreach ($cart as $sku => $quantity) {
        $article = article($sku);
        $taken = write('UPDATE ' . shared('stock') . ' SET on_hand = on_hand - %d WHERE sku = %s AND on_hand >= %d',
            $quantity, $sku, $quantity);
        forget("article-$sku");
        if ((int) $taken !== 1) {
            throw new OutOfStock($sku);
        }
        take_time();
        write('INSERT INTO ' . own('order_lines') . ' (order_id, sku, quantity, price_minor) VALUES (%d, %s, %d, %d)',
            $order->id, $sku, $quantity, $article->price_minor);
        $total += $quantity * (int) $article->price_minor;
    }
    return $total;
}

/** As long as the option says: real checkouts ask for taxes and rates between their statements. */
function take_time(): void
{
    usleep(1000 * (int) get_option('shop_pace_ms', 0));
}

/** Where the shopper pays; the payment comes back to this host, and its notice too. */
function payment_address(object $order): string
{
    return SHOP_PAYMENTS . '/pay?' . http_build_query([
        'host' => $_SERVER['HTTP_HOST'], 'key' => $order->order_key, 'amount' => $order->total_minor,
        'currency' => $order->currency, 'return' => home_url('/checkout/return'),
        'notice' => home_url('/wp-json/shop/v1/payments'),
    ]);
}

add_action('init', function () {
    register_post_type('shop_order', ['public' => false, 'label' => 'Orders']);
    register_post_status('shop-pending', ['internal' => true]);
    register_post_status('shop-paid', ['internal' => true]);
});
