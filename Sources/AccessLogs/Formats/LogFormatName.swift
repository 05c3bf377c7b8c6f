/// The formats of access logs that can be read.
///
/// What a server writes for a visitor matters more than its name: behind another proxy every request comes from that
/// proxy's address, so the client's own address (`X-Forwarded-For`) or a visitor cookie must be in the line.
public enum LogFormatName: String, Sendable, Hashable, Codable, CaseIterable {
    /// nginx's `combined`, with or without what it is often given at the end:
    ///
    ///     log_format timed '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
    ///                      '"$http_referer" "$http_user_agent" $request_time $upstream_response_time '
    ///                      '"$http_x_forwarded_for" visitor=$cookie_shopper msec=$msec';
    ///
    /// After the user agent, in any order: the first bare number is the request time in seconds; further ones (the
    /// upstream's) are passed over, since what the shopper met is what counts; the first quoted text is
    /// `X-Forwarded-For`; `rt=` is the request time, `msec=` the end with milliseconds, `xff=` the client's address,
    /// `visitor=` whatever names a visitor. Other names are passed over.
    case nginx
    /// Apache's `combined`, with or without `%D` (µs) after the user agent, and the same named fields. Its time stamp is
    /// the request's arrival, to which `%D` is added:
    ///
    ///     LogFormat "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D visitor=%{shopper}C" timed
    case apache
    /// HAProxy's `option httplog` or `option httpslog`, with or without a syslog header in front.
    ///
    /// The first captured request header is taken as the user agent, a captured cookie as the visitor:
    ///
    ///     capture request header User-Agent len 200
    ///     capture cookie shopper= len 64
    case haproxy
    /// Envoy's default text format. The client is the first address of `X-Forwarded-For` (`use_remote_address: true`
    /// writes it); named fields may be appended as for nginx.
    case envoy
}
