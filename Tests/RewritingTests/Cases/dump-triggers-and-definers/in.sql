CREATE TABLE `wp_posts` (
  `ID` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `post_content` longtext NOT NULL DEFAULT 'a,)b',
  `price` decimal(10,2) NOT NULL COMMENT 'a \'quoted\', (note)',
  `guid` varchar(255) NOT NULL DEFAULT '',
  `post_type` enum('a','b,(c') NOT NULL,
  PRIMARY KEY (`ID`),
  KEY `type_status` (`post_type`,`ID`),
  CONSTRAINT `x` CHECK (`price` > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
/*!50003 SET sql_mode = 'STRICT' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`shop`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `wp_posts` FOR EACH ROW BEGIN
  INSERT INTO log VALUES ('eu.shop.test'); -- it's
  SET NEW.guid = 'https://eu.shop.test/;;x';
END */;;
DELIMITER ;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`a'b`@`%` SQL SECURITY DEFINER */
/*!50001 VIEW `v` AS select 'eu.shop.test' AS `u` */;
CREATE TABLE `d` (`u` varchar(9) DEFAULT 'eu.shop.test'
);
INSERT INTO `wp_posts` VALUES (1,'eu.shop.test',1,'eu.shop.test','a');
