/** Why a delivery failed, in words. */
export const deliveryErrors = {
  timeout: 'The answer took too long. Keep the event, answer at once, and do the work afterwards.',
  connect_timeout: 'The server did not take the connection in time. Look at its firewall.',
  connection_refused: 'Nothing listens at this address and port.',
  connection_lost: 'The connection was ended before the answer was there. Look at the log of your proxy.',
  name_not_found: 'The name of the host is not known. Look at its DNS records.',
  unreachable: 'There is no way to this address from Recado’s machine.',
  tls_failed: 'The certificate does not hold: it ran out, is of another name, or lacks the one between.',
  not_http: 'What answered does not speak HTTP. Is it the right port?',
  redirect_not_followed: 'The address answers with another one. Register the last address instead.',
  address_not_allowed: 'The name leads to a private address, which the operator does not allow.',
  network_failed: 'The network failed.',
  gone: 'The endpoint answered 410 Gone; it is switched off and left alone.',
  unauthorized:
    'Refused as not allowed: your check of the signature, a login or a firewall stands before it.',
  notFoundHere: 'There is nothing at this path.',
  tooLarge: 'A proxy takes only small bodies. Allow 1 MB.',
  tooMany: 'The endpoint is overloaded and asked for patience. Recado slows down for it.',
  server: 'The endpoint itself failed. Its log says why.',
  other: 'Only an answer of 2xx counts as delivered.',
};
