/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11, for debian-linux-gnu (x86_64)
--
-- Host: eu.shop.test    Database: shop's
-- ------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40103 SET TIME_ZONE='+00:00' */;

DROP TABLE IF EXISTS `wp_posts`;
/*!40101 SET character_set_client = utf8 */;
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

LOCK TABLES `wp_posts` WRITE;
/*!40000 ALTER TABLE `wp_posts` DISABLE KEYS */;
INSERT INTO `wp_posts` VALUES
(1,'see https://eu.shop.test/','1.50','https://eu.shop.test/?p=1','a'),
(2,'it\'s at eu.shop.test',NULL,'https://eu.shop.test/?p=2','a'),(3,'nothing here',2.5,'',''),
(4,'a;b),(c \\',-3,'https://eu.shop.test/?p=4','b,(c');
INSERT INTO `wp_posts` VALUES (5,'/srv/www/x',1e5,'x','eu.shop.test');
/*!40000 ALTER TABLE `wp_posts` ENABLE KEYS */;
UNLOCK TABLES;
-- Dump completed on 2026-11-22  1:00:00
