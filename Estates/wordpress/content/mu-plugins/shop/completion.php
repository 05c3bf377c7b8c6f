<?php
// A payment was authorised: the shopper comes back with it, and the provider's notice comes too, in any order and more
// than once. Whoever comes first completes the order; the others find it complete.

namespace Shop;

/** The order when it is paid now, or null when it could not be completed. */
function complete_order(string $key, string $authorisation)
{
    lock($key);
    $order = order_by_key($key);
    if (!$order || $order->status === 'draft') {
        return null;
    }
    if ($order->status === 'paid') {
        return $order->authorisation === $authorisation ? $order : null;
    }
    if (!capture($authorisation, $order)) {
        return null;
    }
    write('UPDATE ' . own('orders') . " SET status = 'paid', number = %s, authorisation = %s, paid = %s
           WHERE id = %d AND status = 'pending'",
        next_number(), $authorisation, gmdate('Y-m-d H:i:s'), $order->id);
    // What was written is read again: it alone decides what the shopper is told.
    $order = order_by_key($key);
    if ($order->status !== 'paid') {
        return null;
    }
    follow_up($order);
    return $order;
}

/** Asks the provider for the money. False when it was voided, or belongs to another order. */
function capture(string $authorisation, object $order): bool
{
    $answer = wp_remote_post(SHOP_PAYMENTS . '/authorisations/' . rawurlencode($authorisation) . '/capture', [
        'timeout' => 5, 'headers' => ['content-type' => 'application/json', 'connection' => 'close'],
        'body' => wp_json_encode([
            'order' => (int) $order->id, 'key' => $order->order_key, 'host' => $_SERVER['HTTP_HOST'],
            'amount' => (int) $order->total_minor,
        ]),
    ]);
    return wp_remote_retrieve_response_code($answer) === 200;
}

function next_number(): string
{
    $series = (string) get_option('shop_series', 'X');
    write('INSERT INTO ' . shared('series') . ' (name, last) VALUES (%s, LAST_INSERT_ID(1))
           ON DUPLICATE KEY UPDATE last = LAST_INSERT_ID(last + 1)', $series);
    $drawn = row('SELECT LAST_INSERT_ID() AS number');
    return sprintf('%s-%06d', $series, $drawn->number);
}

/** Everything that comes after: the post, its meta, the message, the entry for the ERP. */
function follow_up(object $order): void
{
    wp_update_post(['ID' => (int) $order->post_id, 'post_status' => 'shop-paid', 'post_title' => "Order {$order->number}"]);
    update_post_meta((int) $order->post_id, '_shop_number', $order->number);
    update_post_meta((int) $order->post_id, '_shop_authorisation', $order->authorisation);
    wp_schedule_single_event(time(), 'shop_push_to_erp', [(int) $order->id]);
    if (SHOP_MAIL) {
        wp_mail($order->customer, "Your order {$order->number}",
            "Thank you. We received your order {$order->number} at " . home_url('/') . ".\n");
    }
}

/** Runs from the network's schedule: hands an order to the ERP as a file, once for each time it is run. */
add_action('shop_push_to_erp', function (int $id): void {
    $order = row('SELECT * FROM ' . own('orders') . ' WHERE id = %d', $id);
    if (!$order || SHOP_ERP === '') {
        return;
    }
    $pushed = wp_json_encode([
        'number' => $order->number, 'customer' => $order->customer, 'total' => (int) $order->total_minor,
        'lines' => order_lines($id),
    ]);
    file_put_contents(SHOP_ERP . "/{$order->number}-" . bin2hex(random_bytes(4)) . '.json', $pushed);
});
