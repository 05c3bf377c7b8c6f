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

// Called with every line that goes to the server or comes from it.
static inline CURLcode curl_set_listener(CURL *handle, curl_debug_callback listener, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listener);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    return code;
}

// Called at least once a second; what it answers ends the transfer unless it is 0.
static inline CURLcode curl_set_watch(CURL *handle, curl_xferinfo_callback watch, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watch);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    return code;
}

// A refused recipient does not keep the others from their mail. Older releases know only this spelling; in newer ones
// it is a macro, which Swift would not see.
static inline CURLcode curl_allow_refused_recipients(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
}

static inline CURLcode curl_get_number(CURL *handle, CURLINFO what, long *number) {
    return curl_easy_getinfo(handle, what, number);
}

// The certificates that a server has shown, its own first; nothing of it is kept when the handle goes.
static inline CURLcode curl_get_certificates(CURL *handle, struct curl_certinfo **chain) {
    return curl_easy_getinfo(handle, CURLINFO_CERTINFO, chain);
}

#endif
