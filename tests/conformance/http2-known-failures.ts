// What of h2spec does not pass, and why. Any other failure is a fault, and so is a case that is listed here and passes: then its line goes.
// All of them lie in nghttp2 as Node brings it: a server of Node's own with nothing of ours fails the same ones.

const ignored = 'nghttp2 passes over frames for a stream that is over; they reach nobody';
const priority = 'nghttp2 passes the frame over; priorities are deprecated (RFC 9113 §5.3.2) and change nothing here';

/** Section and title of the case → reason. */
export const knownFailures: Readonly<Record<string, string>> = {
  'http2/5.1 closed: Sends a DATA frame after sending RST_STREAM frame': ignored,
  'http2/5.1 closed: Sends a HEADERS frame after sending RST_STREAM frame': ignored,
  'http2/5.1 closed: Sends a DATA frame': ignored,
  'http2/5.1 closed: Sends a HEADERS frame': ignored,
  'http2/5.1.1 Sends stream identifier that is numerically smaller than previous': ignored,
  'http2/5.3.1 Sends PRIORITY frame that depend on itself': priority,
  'http2/6.3 Sends a PRIORITY frame with 0x0 stream identifier': priority,
  'http2/6.7 Sends a PING frame with ACK':
    'an answer to a PING that nobody sent ends the connection in Node, where the case wants it passed over',
  'http2/6.9.1 Sends multiple WINDOW_UPDATE frames increasing the flow control window to above 2^31-1 on a stream':
    'the whole connection is ended instead of the stream, as RFC 9113 §5.4.1 allows',
};
