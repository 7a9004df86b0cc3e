import type { Texts } from '../en/index.ts';

export const problems: Texts['problems'] = {
  invalid_request: { title: 'Há algo inválido aqui', hint: 'Veja os campos marcados.' },
  malformed_json: { title: 'A requisição não pôde ser lida', hint: 'Recarregue a página e tente de novo.' },
  invalid_cursor: { title: 'Este ponto da lista não existe mais', hint: 'Recomece a lista.' },
  unauthenticated: { title: 'Você não está autenticado', hint: 'Entre de novo.' },
  invalid_credentials: { title: 'O acesso foi recusado', hint: 'Confira a empresa, o e-mail e a senha.' },
  invalid_refresh_token: { title: 'Sua sessão terminou', hint: 'Entre de novo.' },
  token_expired: { title: 'Sua sessão terminou', hint: 'Entre de novo.' },
  invalid_signature: { title: 'A assinatura não confere', hint: 'Confira o segredo do app deste número.' },
  forbidden: { title: 'Você não pode fazer isto', hint: 'Peça a permissão a um gestor da sua empresa.' },
  not_found: { title: 'Não encontrado', hint: 'Talvez tenha sido apagado.' },
  conflict: { title: 'Há um conflito com o que já existe', hint: 'Recarregue para ver como está agora.' },
  idempotency_in_flight: { title: 'Isto já está sendo feito', hint: 'Espere um segundo.' },
  message_not_cancellable: {
    title: 'A mensagem não pode mais ser cancelada',
    hint: 'Só uma mensagem que espera pode ser cancelada.',
  },
  message_not_resendable: {
    title: 'A mensagem não pode ser reenviada',
    hint: 'Só uma mensagem que falhou ou está em dúvida pode ser reenviada.',
  },
  instance_not_connected: { title: 'O número não está conectado', hint: 'Conecte-o primeiro.' },
  qr_not_used: {
    title: 'Este canal não tem QR code',
    hint: 'Um número da Cloud API conecta com seu token de acesso.',
  },
  qr_not_available: { title: 'Não há QR code no momento', hint: 'Conecte o número para pedir um novo.' },
  session_not_open: { title: 'A sessão deste número não está aberta', hint: 'Conecte o número primeiro.' },
  payload_too_large: { title: 'Isto é grande demais', hint: 'Diminua o tamanho.' },
  unsupported_media_type: { title: 'Este tipo de arquivo não é aceito', hint: 'Use outro formato.' },
  range_not_satisfiable: { title: 'O arquivo não tem essa parte', hint: 'Carregue-o de novo.' },
  idempotency_mismatch: {
    title: 'Isto já foi enviado com outro conteúdo',
    hint: 'Recarregue a página e tente de novo.',
  },
  channel_unavailable: {
    title: 'Este canal não está disponível',
    hint: 'Use a Cloud API, ou peça ao operador que instale o que o QR code exige.',
  },
  not_supported_by_channel: {
    title: 'Este número não pode fazer isto',
    hint: 'Use um número do outro canal.',
  },
  window_closed: { title: 'A janela de 24 horas está fechada', hint: 'Envie um modelo aprovado.' },
  recipient_invalid: {
    title: 'O destinatário não é um número válido',
    hint: 'Use código do país e número, como +5511999999999.',
  },
  recipient_opted_out: {
    title: 'O destinatário pediu para não receber',
    hint: 'Escreva só depois que ele aceitar de novo.',
  },
  contact_blocked: { title: 'O contato está bloqueado', hint: 'Desbloqueie-o primeiro.' },
  media_invalid: { title: 'Este arquivo não pode ser enviado', hint: 'Veja o que o WhatsApp aceita.' },
  address_not_allowed: { title: 'Este endereço não é permitido', hint: 'Use um endereço https público.' },
  agent_limit_reached: {
    title: 'O número já tem todos os agentes permitidos',
    hint: 'Aumente o limite ou remova um agente.',
  },
  provider_refused: { title: 'O WhatsApp recusou', hint: 'O motivo acima é dele.' },
  event_not_kept: { title: 'Este evento não é mais guardado', hint: 'Recarregue a página.' },
  too_many_streams: { title: 'Há páginas abertas demais', hint: 'Feche algumas abas.' },
  rate_limited: { title: 'Requisições demais', hint: 'Espere um momento.' },
  queue_full: { title: 'O número tem mensagens demais na fila', hint: 'Espere até que algumas saiam.' },
  internal: {
    title: 'Algo deu errado do nosso lado',
    hint: 'Tente de novo; se continuar, informe ao operador o id da requisição.',
  },
  provider_unreachable: { title: 'O WhatsApp não respondeu', hint: 'Tente de novo em instantes.' },
  session_unreachable: {
    title: 'O número não respondeu a tempo',
    hint: 'Veja se foi feito antes de tentar de novo.',
  },
  unavailable: { title: 'Indisponível no momento', hint: 'Espere um momento e tente de novo.' },
  offline: { title: 'O servidor não responde', hint: 'Confira sua conexão.' },
  unknown: { title: 'A resposta não faz sentido', hint: 'Tente de novo; se continuar, avise o operador.' },
};
