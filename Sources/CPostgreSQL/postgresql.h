#ifndef SLUICE_POSTGRESQL_H
#define SLUICE_POSTGRESQL_H

#include <libpq-fe.h>

#endif
