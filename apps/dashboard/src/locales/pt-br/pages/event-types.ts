import type { Texts } from '../../en/index.ts';

export const eventTypes: Texts['eventTypes'] = {
  families: {
    message: 'Mensagens',
    instance: 'Números',
    contact: 'Contatos',
    conversation: 'Conversas',
    broadcast: 'Disparos',
    webhook: 'Webhooks',
  },
  when: {
    message: {
      accepted: 'A API aceitou uma mensagem para enviar',
      received: 'Um cliente escreveu',
      sent: 'O WhatsApp aceitou a mensagem',
      delivered: 'A mensagem está no celular do cliente',
      read: 'O cliente leu',
      failed: 'A mensagem não será enviada',
      in_doubt: 'Ninguém sabe ainda se foi enviada',
      cancelled: 'Alguém cancelou antes do envio',
      expired: 'Esperou mais do que podia',
      edited: 'Uma mensagem foi alterada',
      deleted: 'Uma mensagem foi apagada para todos',
      recovered: 'Uma mensagem que não pôde ser lida foi buscada de novo',
    },
    instance: {
      connected: 'Um número está conectado',
      reconnecting: 'A conexão caiu; o Recado conecta de novo',
      disconnected: 'Um número não está mais conectado',
      failed: 'Um número não consegue conectar sem a ajuda de alguém',
      qr_updated: 'Há um novo QR code para ler',
    },
    contact: {
      merged: 'Dois contatos viraram um',
      opted_out: 'Um contato não quer mais mensagens',
      opted_in: 'Um contato quer mensagens de novo',
    },
    conversation: {
      opened: 'Uma conversa começou',
      waiting: 'Ela espera por alguém',
      assigned: 'Alguém está com ela agora',
      transferred: 'Ela foi transferida',
      closed: 'Ela foi encerrada',
      reopened: 'Ela continua',
    },
    broadcast: {
      started: 'Um disparo começou a enviar',
      completed: 'Um disparo terminou',
    },
    webhook: {
      disabled: 'O Recado desligou um endpoint',
      test: 'Alguém testa um endpoint',
    },
  },
};
