INSERT INTO `t` VALUES (1,'eu.shop.test') ON DUPLICATE KEY UPDATE `u`='eu.shop.test', v=VALUES(`v`);
INSERT INTO t SET a='eu.shop.test';
INSERT INTO t SELECT 'eu.shop.test';
UPDATE t SET a='x;y';
INSERT INTO `t` VALUES (2,UPPER('eu.shop.test'),(1+2),'eu.shop.test');
