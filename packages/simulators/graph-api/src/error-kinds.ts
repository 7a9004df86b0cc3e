/** What Meta says about one error code. */
export interface ErrorKind {
  readonly title: string;
  /** HTTP status of the synchronous answer. */
  readonly status: number;
  readonly details?: string;
  readonly isTransient?: boolean;
}

function kind(title: string, status = 400, details?: string): ErrorKind {
  return { title, status, ...(details !== undefined && { details }) };
}

function transient(title: string, status: number, details?: string): ErrorKind {
  return { ...kind(title, status, details), isTransient: true };
}

/** The Cloud API's error codes; Meta no longer publishes their HTTP status, so those are the ones seen in practice. */
export const ERROR_KINDS: Readonly<Record<number, ErrorKind>> = {
  0: kind('AuthException', 401, 'We were unable to authenticate the app user.'),
  1: transient('API Unknown', 500),
  2: transient('API Service', 500),
  3: kind('API Method', 403, 'Capability or permissions issue.'),
  4: transient('Application request limit reached', 429),
  10: kind('Permission Denied', 403),
  17: transient('User request limit reached', 429),
  33: kind('Parameter value is not valid', 400, 'The business phone number has been deleted.'),
  100: kind('Invalid parameter'),
  104: kind('An access token is required to request this resource', 401),
  190: kind('Invalid OAuth access token', 401),
  200: kind('API Permission', 403),
  368: kind('Temporarily blocked for policies violations', 403),
  803: kind('Some of the aliases you requested do not exist', 404),
  2200: kind('Callback verification failed'),
  80007: transient('Rate limit issues', 429, 'The WhatsApp Business Account has reached its rate limit.'),
  130403: kind('User has been blocked by the business', 400, 'The business has blocked this user.'),
  130429: kind('Rate limit hit', 429, 'Cloud API message throughput has been reached.'),
  130472: kind(
    "User's number is part of an experiment",
    400,
    "Failed to send message because this user's phone number is part of an experiment.",
  ),
  130497: kind('Business account is restricted from messaging users in this country.', 403),
  131000: kind('Something went wrong', 500, 'Message failed to send due to an unknown error.'),
  131005: kind('Access denied', 403, 'Permission is either not granted or has been removed.'),
  131008: kind('Required parameter is missing'),
  131009: kind('Parameter value is not valid'),
  131016: kind('Service unavailable', 503, 'A service is temporarily unavailable.'),
  131021: kind('Recipient cannot be sender', 400, 'Sender and recipient phone number is the same.'),
  131026: kind('Message undeliverable', 400, 'Message Undeliverable.'),
  131031: kind(
    'Account has been locked',
    403,
    'The WhatsApp Business Account associated with the app has been restricted or disabled for violating a platform policy.',
  ),
  131037: kind('Display name approval is needed', 400, 'The 555 number has no approved display name.'),
  131042: kind(
    'Business eligibility payment issue',
    400,
    'There was an error related to your payment method.',
  ),
  131045: kind(
    'Incorrect certificate',
    400,
    'Message failed to send due to a phone number registration error.',
  ),
  131047: kind(
    'Re-engagement message',
    400,
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ),
  131048: kind(
    'Spam rate limit hit',
    400,
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number.',
  ),
  131049: kind(
    'This message was not delivered to maintain healthy ecosystem engagement.',
    400,
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  ),
  131050: kind(
    'User has stopped marketing messages',
    400,
    'The user has chosen to stop receiving marketing messages from your business.',
  ),
  131051: kind('Message type unknown', 400, 'Message type is currently not supported.'),
  131052: kind('Media download error', 400, 'Unable to download the media sent by the user.'),
  131053: kind('Media upload error', 400, 'Unable to upload the media used in the message.'),
  131055: kind('Method not allowed', 400, 'This endpoint serves the Marketing Messages API only.'),
  131056: kind(
    '(Business Account, Consumer Account) pair rate limit hit',
    429,
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  ),
  131057: kind('Account in maintenance mode', 400, 'Business Account is in maintenance mode.'),
  131060: kind('Message unavailable', 400, 'This message is currently unavailable.'),
  131063: kind('Marketing messages are disabled on Cloud API', 400),
  131064: kind('Template misclassification limit reached', 400),
  132000: kind('Number of parameters does not match the expected number of params'),
  132001: kind('Template name does not exist in the translation'),
  132005: kind('Template Hydrated Text Too Long'),
  132007: kind('Template Format Character Policy Violated'),
  132012: kind('Parameter format does not match format in the created template'),
  132015: kind('Template is Paused', 400, 'Template is paused due to low quality.'),
  132016: kind(
    'Template is Disabled',
    400,
    'Template has been paused too many times and is now permanently disabled.',
  ),
  132018: kind('There was an issue with the parameters in your template'),
  132068: kind('Flow is Blocked'),
  132069: kind('Flow is Throttled'),
  133000: kind('Incomplete Deregistration'),
  133004: kind('Server Temporarily Unavailable', 503),
  133005: kind('Two step verification PIN Mismatch'),
  133006: kind('Phone number re-verification needed'),
  133008: kind('Too Many two step verification PIN Guesses'),
  133009: kind('Two step verification PIN Guessed Too Fast'),
  133010: kind(
    'Phone number Not Registered',
    400,
    'Account not registered. Register it with the register endpoint.',
  ),
  133015: kind('Please wait a few minutes before attempting to register this phone number'),
  133016: kind('Account register deregister rate limit exceeded'),
  134011: kind('Payments terms of service pending'),
  134100: kind('Only marketing messages supported'),
  134101: kind('Template is syncing'),
  134102: kind('Template unavailable for use'),
  135000: kind(
    'Generic user error',
    400,
    'Message failed to send because of an unknown error with your request parameters.',
  ),
  2494100: kind('Account in maintenance mode', 400, 'Business Account is in maintenance mode.'),
};
