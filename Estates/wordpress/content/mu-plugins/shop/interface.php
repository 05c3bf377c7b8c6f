<?php
// For machines: orders page by page, the ERP's stock, the provider's notices, and health.

namespace Shop;

const TOKEN_HEADER = 'x_estate_token';

add_action('rest_api_init', function (): void {
    $open = ['permission_callback' => '__return_true'];
    register_rest_route('shop/v1', '/health', ['methods' => 'GET', 'callback' => 'Shop\health'] + $open);
    register_rest_route('shop/v1', '/payments', ['methods' => 'POST', 'callback' => 'Shop\payment_notice'] + $open);
    $closed = ['permission_callback' => fn ($request) =>
        hash_equals(SHOP_ORDERS_TOKEN, (string) $request->get_header(TOKEN_HEADER))];
    register_rest_route('shop/v1', '/orders', ['methods' => 'GET', 'callback' => 'Shop\orders_after'] + $closed);
    register_rest_route('shop/v1', '/stock', ['methods' => 'POST', 'callback' => 'Shop\stock_counted'] + $closed);
});

/** Whether this site reads its database, and whether it may write to it. */
function health(): \WP_REST_Response
{
    $found = row('SELECT @@read_only AS closed, @@hostname AS host, @@server_id AS server, DATABASE() AS name');
    return new \WP_REST_Response([
        'site' => get_current_blog_id(), 'domain' => $_SERVER['HTTP_HOST'], 'database' => $found->name,
        'server' => (int) $found->server, 'readOnly' => (bool) (int) $found->closed,
        'articles' => (int) row('SELECT COUNT(*) AS n FROM ' . shared('stock'))->n,
    ]);
}

/** Notices come until they are answered with 2xx. */
function payment_notice(\WP_REST_Request $request): \WP_REST_Response
{
    $order = complete_order((string) $request['key'], (string) $request['authorisation']);
    return $order
        ? new \WP_REST_Response(['order' => (int) $order->id, 'number' => $order->number])
        : new \WP_REST_Response(['error' => 'not completed'], 503);
}

/** `sku` and how many `pieces` there are. */
function stock_counted(\WP_REST_Request $request): \WP_REST_Response
{
    return count_stock((string) $request['sku'], max(0, (int) $request['pieces']))
        ? new \WP_REST_Response(['sku' => $request['sku'], 'pieces' => (int) $request['pieces']])
        : new \WP_REST_Response(['error' => 'not counted'], 503);
}

/** Orders with an id above `after`, at most `limit`; `status` is paid unless it says any. */
function orders_after(\WP_REST_Request $request): \WP_REST_Response
{
    $limit = min(1000, max(1, (int) ($request['limit'] ?? 200)));
    $paid = ($request['status'] ?? 'paid') === 'any' ? '' : "AND status = 'paid'";
    $found = rows('SELECT * FROM ' . own('orders') . " WHERE id > %d $paid ORDER BY id LIMIT %d",
        (int) ($request['after'] ?? 0), $limit);
    $lines = lines_of($found);
    $orders = array_map(fn ($order) => [
        'id' => (int) $order->id, 'key' => $order->order_key, 'customer' => $order->customer,
        'status' => $order->status, 'number' => $order->number, 'authorisation' => $order->authorisation,
        'lines' => $lines[$order->id] ?? [], 'total' => (int) $order->total_minor, 'currency' => $order->currency,
        'created' => str_replace(' ', 'T', $order->created) . 'Z',
    ], $found);
    $last = end($orders);
    return new \WP_REST_Response([
        'orders' => $orders, 'next' => count($orders) === $limit ? $last['id'] : null,
    ]);
}

function lines_of(array $orders): array
{
    if (!$orders) {
        return [];
    }
    $ids = implode(',', array_map(fn ($order) => (int) $order->id, $orders));
    $lines = [];
    foreach (rows('SELECT * FROM ' . own('order_lines') . " WHERE order_id IN ($ids) ORDER BY id") as $line) {
        $lines[$line->order_id][] = [
            'sku' => $line->sku, 'quantity' => (int) $line->quantity, 'price' => (int) $line->price_minor,
        ];
    }
    return $lines;
}
