/// The compared table in the words of both engines: orders of a shop, about 220 bytes each.
enum OrderTable {
    static let name = "orders"
    static let columns = [
        "id", "customer_id", "status", "total", "currency", "created", "updated", "email", "note", "flag", "qty",
        "weight",
    ]

    static let mariaDB = """
        CREATE TABLE orders (
            id BIGINT NOT NULL PRIMARY KEY, customer_id INT NOT NULL, status VARCHAR(20) NOT NULL,
            total DECIMAL(10,2) NOT NULL, currency CHAR(3) NOT NULL, created DATETIME(6) NOT NULL,
            updated TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:01', email VARCHAR(100) NULL, note TEXT NOT NULL,
            flag TINYINT(1) NOT NULL, qty INT NOT NULL, weight DOUBLE NOT NULL
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
        """

    /// A flag is a small integer here too: the peers take a boolean to differ from 0 and 1 in every row.
    static let postgreSQL = """
        CREATE TABLE orders (
            id BIGINT NOT NULL PRIMARY KEY, customer_id INT NOT NULL, status VARCHAR(20) NOT NULL,
            total DECIMAL(10,2) NOT NULL, currency CHAR(3) NOT NULL, created TIMESTAMP(6) NOT NULL,
            updated TIMESTAMPTZ(0) NOT NULL, email VARCHAR(100) NULL, note TEXT NOT NULL,
            flag SMALLINT NOT NULL, qty INT NOT NULL, weight DOUBLE PRECISION NOT NULL
        ) WITH (autovacuum_enabled = false);
        """
}
