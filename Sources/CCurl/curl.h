// libcurl as Swift can call it: options are set by a variadic function, which Swift cannot call, so each type of
// argument has a function of its own.
#ifndef SLUICE_CURL_H
#define SLUICE_CURL_H

#include <curl/curl.h>

static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long number) {
    return curl_easy_setopt(handle, option, number);
}

static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
    return curl_easy_setopt(handle, option, pointer);
}

typedef size_t (*curl_transfer)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_set_transfer(CURL *handle, CURLoption option, curl_transfer transfer) {
    return curl_easy_setopt(handle, option, transfer);
}

static inline CURLcode curl_get_number(CURL *handle, CURLINFO what, long *number) {
    return curl_easy_getinfo(handle, what, number);
}

#endif
