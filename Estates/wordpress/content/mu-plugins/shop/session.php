<?php
// The visitor's session: a row in the database, found by a cookie that the site's salts sign. Another server opens the
// same session if it has the same salts; with others, the cart is gone.

namespace Shop;

final class Session
{
    private const COOKIE = 'shop_cart';
    private const DAYS = 2;

    private function __construct(private string $id, private array $content)
    {
    }

    public static function open(): self
    {
        [$id, $signature] = explode('.', ($_COOKIE[self::COOKIE] ?? '') . '.') + ['', ''];
        if ($id !== '' && hash_equals(self::sign($id), $signature)) {
            $kept = row('SELECT content FROM ' . shared('sessions') . ' WHERE id = %s AND expires > %d', $id, time());
            if ($kept) {
                return new self($id, (array) maybe_unserialize($kept->content));
            }
        }
        return new self(bin2hex(random_bytes(16)), []);
    }

    public function get(string $name, $otherwise = null)
    {
        return $this->content[$name] ?? $otherwise;
    }

    public function set(string $name, $value): void
    {
        $this->content[$name] = $value;
    }

    /** False when the database refused. */
    public function keep(): bool
    {
        $expires = time() + self::DAYS * 86400;
        $kept = write(
            'INSERT INTO ' . shared('sessions') . ' (id, expires, content) VALUES (%s, %d, %s)
             ON DUPLICATE KEY UPDATE expires = VALUES(expires), content = VALUES(content)',
            $this->id, $expires, serialize($this->content));
        setcookie(self::COOKIE, $this->id . '.' . self::sign($this->id), [
            'expires' => $expires, 'path' => '/', 'httponly' => true, 'samesite' => 'Lax', 'secure' => is_ssl(),
        ]);
        return $kept !== false;
    }

    private static function sign(string $id): string
    {
        return substr(hash_hmac('sha256', $id, wp_salt('auth')), 0, 32);
    }
}
