<?php
/**
 * Receives Recado's webhooks with PHP 8 alone, behind any web server; to try it:
 *
 *     RECADO_WEBHOOK_SECRETS='whsec_…' php -S 127.0.0.1:4000 receiver.php
 *
 * RECADO_WEBHOOK_SECRETS holds several secrets, separated by spaces, while you change from one to the other; INBOX is the
 * folder where events are kept (./inbox).
 */
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

/** Whether one of the secrets signed this body, in the last five minutes. The body is as it arrived, not decoded JSON. */
function isFromRecado(array $secrets, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $given = explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '');
    foreach ($secrets as $secret) {
        $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
        if ($key === false || $key === '') {
            throw new RuntimeException('A secret is whsec_ and base64');
        }
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach ($given as $signature) {
            if (hash_equals($expected, $signature)) {
                return true;
            }
        }
    }
    return false;
}

/**
 * Keeps an event, once however often it arrives. With a database: a table whose primary key is the id, and
 * `insert … on conflict do nothing`. The work itself is done by whoever reads the inbox, after the answer.
 */
function keep(string $inbox, string $id, string $body): void
{
    $draft = tempnam($inbox, '.event-');
    $isWritten = $draft !== false && file_put_contents($draft, $body) === strlen($body);
    // All of the file or none of it gets the name.
    $isKept = $isWritten && (@link($draft, "$inbox/$id.json") || is_file("$inbox/$id.json"));
    if ($draft !== false) {
        unlink($draft);
    }
    if (!$isKept) {
        throw new RuntimeException('The event could not be kept');
    }
}

$secrets = preg_split('/ +/', getenv('RECADO_WEBHOOK_SECRETS') ?: '', -1, PREG_SPLIT_NO_EMPTY);
$inbox = getenv('INBOX') ?: __DIR__ . '/inbox';
$body = file_get_contents('php://input');
try {
    if (!isFromRecado($secrets, $body)) {
        http_response_code(401);
        exit;
    }
    is_dir($inbox) || mkdir($inbox, recursive: true);
    keep($inbox, $_SERVER['HTTP_WEBHOOK_ID'], $body);
    http_response_code(204);
} catch (Throwable $error) {
    // Whatever is not 2xx is tried again.
    error_log((string) $error);
    http_response_code(500);
}
