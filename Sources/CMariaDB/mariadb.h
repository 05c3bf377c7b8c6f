// libmariadb as Swift can call it: options are set by a function with a pointer to anything, so each type of argument
// has a function of its own.
#ifndef SLUICE_MARIADB_H
#define SLUICE_MARIADB_H

#include <mysql.h>

static inline int mariadb_set_number(MYSQL *handle, enum mysql_option option, unsigned int number) {
    return mysql_optionsv(handle, option, &number);
}

static inline int mariadb_set_text(MYSQL *handle, enum mysql_option option, const char *text) {
    return mysql_optionsv(handle, option, text);
}

static inline int mariadb_set_flag(MYSQL *handle, enum mysql_option option, int flag) {
    my_bool value = flag != 0;
    return mysql_optionsv(handle, option, &value);
}

#endif
