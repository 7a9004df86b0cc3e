<?php
/**
 * Sends a message with PHP 8 alone:
 *
 *     RECADO_URL=http://localhost:3000 RECADO_API_KEY=rk_… RECADO_INSTANCE=… RECADO_RECIPIENT=+55… php send.php 4711
 */
declare(strict_types=1);

$order = $argv[1] ?? '4711';
$context = stream_context_create(['http' => [
    'method' => 'POST',
    'timeout' => 30,
    'ignore_errors' => true,
    'header' => [
        'authorization: Bearer ' . getenv('RECADO_API_KEY'),
        'content-type: application/json',
        // After a timeout ask again with the same key: the message is sent once.
        "idempotency-key: order-$order-confirmed",
    ],
    'content' => json_encode([
        'instanceId' => getenv('RECADO_INSTANCE'),
        'recipient' => getenv('RECADO_RECIPIENT'),
        'message' => ['type' => 'text', 'content' => "O seu pedido $order foi confirmado. 🎉"],
    ], JSON_THROW_ON_ERROR),
]]);
$answer = file_get_contents((getenv('RECADO_URL') ?: 'http://localhost:3000') . '/messages/send', false, $context);
$message = json_decode((string) $answer, true);
if (!isset($message['id'])) {
    // A problem with a stable `code`, or nothing when there was no answer.
    fwrite(STDERR, "$answer\n");
    exit(1);
}
echo $message['id'], "\n";
