<?php
// The shop's pages: /product/SKU, /cart, /checkout, /checkout/return.

namespace Shop;

add_action('init', function (): void {
    $path = '/' . trim((string) parse_url($_SERVER['REQUEST_URI'] ?? '/', PHP_URL_PATH), '/');
    if (wp_installing() || PHP_SAPI === 'cli') {
        return;
    }
    $posted = ($_SERVER['REQUEST_METHOD'] ?? 'GET') === 'POST';
    match (true) {
        str_starts_with($path, '/product/') => product_page(substr($path, 9)),
        $path === '/cart' && $posted => add_to_cart(),
        $path === '/cart' => cart_page(),
        $path === '/checkout' && $posted => submit_order(),
        $path === '/checkout' => checkout_page(),
        $path === '/checkout/return' => return_page(),
        default => null,
    };
}, 99);

function product_page(string $sku): void
{
    $article = article($sku);
    if (!$article) {
        page(404, 'Not here', '<p>There is no such article.</p>');
    }
    $flag = $article->on_hand > 0 ? 'in-stock' : 'out-of-stock';
    page(200, $article->name, sprintf(
        '<p data-stock="%s">%s</p><p>%s</p><form method="post" action="/cart"><input type="hidden" name="sku" value="%s">
         <input name="quantity" value="1"><button>Add to cart</button></form>',
        $flag, $flag === 'in-stock' ? 'In stock' : 'Out of stock', money((int) $article->price_minor),
        esc_attr($article->sku)));
}

function add_to_cart(): void
{
    $sku = (string) ($_POST['sku'] ?? '');
    $quantity = (int) ($_POST['quantity'] ?? 0);
    if (!article($sku) || $quantity < 1 || $quantity > 99) {
        page(400, 'Not added', '<p>Choose an article and a number from 1 to 99.</p>');
    }
    $session = Session::open();
    $cart = $session->get('cart', []);
    $cart[$sku] = $quantity;
    $session->set('cart', $cart);
    if (!$session->keep()) {
        unavailable('The cart could not be kept.');
    }
    go_to(home_url('/cart'));
}

function cart_page(): void
{
    page(200, 'Cart', lines_list(Session::open()->get('cart', [])) . '<p><a href="/checkout">Checkout</a></p>');
}

function checkout_page(): void
{
    $session = Session::open();
    $cart = $session->get('cart', []);
    if (!$cart) {
        page(409, 'Cart is empty', '<p>Your cart is empty.</p>');
    }
    $key = $session->get('key');
    if (!$key) {
        $key = wp_generate_uuid4();
        $session->set('key', $key);
        if (!$session->keep()) {
            unavailable('The checkout could not be begun.');
        }
    }
    page(200, 'Checkout', lines_list($cart) . sprintf(
        '<form method="post" action="/checkout"><input type="hidden" name="key" value="%s">
         <input name="customer" type="email"><button>Pay</button></form>', esc_attr($key)));
}

function submit_order(): void
{
    $key = (string) ($_POST['key'] ?? '');
    $customer = sanitize_email((string) ($_POST['customer'] ?? ''));
    $cart = Session::open()->get('cart', []);
    $known = order_by_key($key);
    if (!preg_match('/^[0-9a-f-]{36}$/', $key) || !is_email($customer) || (!$cart && !$known)) {
        page(409, 'Cart is empty', '<p>Your cart is empty, or the form is incomplete.</p>');
    }
    if (SHOP_PAYMENTS === '') {
        page(403, 'No payments', '<p>Nothing is sold here.</p>');
    }
    try {
        $order = place_order($cart, $key, $customer);
    } catch (OutOfStock $gone) {
        page(409, 'Out of stock', '<p data-stock="out-of-stock">Sorry, ' . esc_html($gone->getMessage()) . ' is out of stock.</p>');
    }
    if ($order->status === 'paid') {
        confirmation_page($order);
    }
    go_to(payment_address($order));
}

function return_page(): void
{
    $order = complete_order((string) ($_GET['key'] ?? ''), (string) ($_GET['authorisation'] ?? ''));
    if (!$order) {
        unavailable('The payment could not be confirmed yet.');
    }
    $session = Session::open();
    if ($session->get('key') === $order->order_key) {
        $session->set('cart', []);
        $session->set('key', null);
        $session->keep();
    }
    confirmation_page($order);
}

function confirmation_page(object $order): void
{
    $lines = '';
    foreach (order_lines((int) $order->id) as $line) {
        $lines .= sprintf('<li data-sku="%s" data-quantity="%d">', esc_attr($line->sku), $line->quantity)
            . esc_html("$line->quantity × $line->sku") . '</li>';
    }
    page(200, 'Thank you', sprintf('<p data-order="%d" data-number="%s" data-total="%d">Order %s</p><ul>%s</ul>',
        $order->id, esc_attr($order->number), $order->total_minor, esc_html($order->number), $lines));
}

function lines_list(array $cart): string
{
    $list = '';
    foreach ($cart as $sku => $quantity) {
        $list .= sprintf('<li data-sku="%s" data-quantity="%d">%s</li>', esc_attr($sku), $quantity, esc_html("$quantity × $sku"));
    }
    return "<ul>$list</ul>";
}

function money(int $minor): string
{
    return sprintf('%s %d.%02d', currency(), intdiv($minor, 100), $minor % 100);
}

function go_to(string $address): void
{
    status_header(303);
    header("Location: $address");
    exit;
}

function page(int $status, string $title, string $body): void
{
    status_header($status);
    nocache_headers();
    header('Content-Type: text/html; charset=utf-8');
    printf('<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title></head><body><h1>%s</h1>%s</body></html>',
        esc_attr(get_bloginfo('language')), esc_html($title), esc_html($title), $body);
    exit;
}
