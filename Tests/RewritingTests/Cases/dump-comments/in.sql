# it's eu.shop.test
-- don't eu.shop.test
/* eu.shop.test ' */
--
INSERT INTO `t` VALUES ('eu.shop.test');-- x 'eu.shop.test
SELECT 1 /* ; ' eu.shop.test */ , '-- ;' -- 'eu.shop.test ;
;
INSERT INTO `t` VALUES ('eu.shop.test');
