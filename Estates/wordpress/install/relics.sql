-- What years leave behind in a database, each of it a trap for whoever moves it.
USE shop;
SET SESSION sql_mode = '';

-- An engine that stands outside every consistent snapshot.
CREATE TABLE wp_visitor_counter (
    day DATE NOT NULL, site INT NOT NULL, hits INT UNSIGNED NOT NULL, PRIMARY KEY (day, site)) ENGINE=MyISAM;
INSERT INTO wp_visitor_counter VALUES ('2019-01-01', 2, 4711), ('2019-01-02', 2, 4822), ('2019-01-02', 3, 912);

-- UTF-8 bytes that an old program wrote through a latin1 connection: mojibake that is read back right by accident.
CREATE TABLE wp_newsletter (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(190) NOT NULL, note TEXT,
    joined DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00') ENGINE=InnoDB CHARACTER SET latin1;
INSERT INTO wp_newsletter (name, note, joined) VALUES
    (CONVERT(_utf8mb4 'Jürgen Müller' USING binary), CONVERT(_utf8mb4 'http://eu.shop.test/begin/ für Ärzte' USING binary), '2011-04-01 10:00:00'),
    (CONVERT(_utf8mb4 'Zoë Çelik' USING binary), NULL, '0000-00-00 00:00:00'),
    (_latin1 0x4A6F73E9, _latin1 0x72E973756DE9, '2012-00-00 00:00:00');

-- An old character set of three bytes, a key as long as its row format allows, and another collation than its
-- neighbours.
CREATE TABLE wp_old_customers (
    email VARCHAR(255) NOT NULL PRIMARY KEY, name VARCHAR(190), since DATE NOT NULL DEFAULT '0000-00-00')
    ENGINE=InnoDB ROW_FORMAT=COMPACT CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci;
INSERT INTO wp_old_customers VALUES ('ann@mail.test', 'Ann', '0000-00-00'), ('ben@mail.test', 'Ben', '2014-02-30');
CREATE TABLE wp_customer_groups (
    email VARCHAR(190) NOT NULL, grouped VARCHAR(40) NOT NULL, KEY email (email))
    ENGINE=InnoDB CHARACTER SET utf8mb3 COLLATE utf8mb3_swedish_ci;
INSERT INTO wp_customer_groups VALUES ('ann@mail.test', 'dealer');

-- Bytes that a dump must carry: quotes, backslashes, zero, control-Z, and no key at all.
CREATE TABLE wp_licence_blobs (label VARCHAR(40), content BLOB) ENGINE=InnoDB;
INSERT INTO wp_licence_blobs VALUES ('a', 0x00271A5C220A0D), ('b', REPEAT('x\\''', 500)), ('b', REPEAT('x\\''', 500)), (NULL, NULL);

-- A definer that exists nowhere else, for a trigger on stock and for an event that writes.
CREATE TABLE wp_stock_history (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, sku VARCHAR(32) NOT NULL, before_change INT NOT NULL,
    after_change INT NOT NULL, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP) ENGINE=InnoDB;
CREATE TABLE wp_event_marks (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, at DATETIME NOT NULL, server INT NOT NULL) ENGINE=InnoDB;
DELIMITER //
CREATE DEFINER = `warehouse`@`localhost` TRIGGER wp_stock_changed AFTER UPDATE ON wp_shop_stock FOR EACH ROW
BEGIN
    IF NEW.on_hand <> OLD.on_hand THEN
        INSERT INTO wp_stock_history (sku, before_change, after_change) VALUES (NEW.sku, OLD.on_hand, NEW.on_hand);
    END IF;
END//
DELIMITER ;
CREATE DEFINER = `warehouse`@`localhost` EVENT wp_mark_the_minute ON SCHEDULE EVERY 20 SECOND
    DO INSERT INTO shop.wp_event_marks (at, server) VALUES (NOW(), @@server_id);
CREATE DEFINER = `warehouse`@`localhost` SQL SECURITY DEFINER VIEW wp_stock_flags AS
    SELECT sku, on_hand > 0 AS available FROM wp_shop_stock;
