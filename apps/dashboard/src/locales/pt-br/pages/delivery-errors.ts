import type { Texts } from '../../en/index.ts';

export const deliveryErrors: Texts['deliveryErrors'] = {
  timeout: 'A resposta demorou demais. Guarde o evento, responda na hora e faça o trabalho depois.',
  connect_timeout: 'O servidor não aceitou a conexão a tempo. Veja o firewall dele.',
  connection_refused: 'Nada escuta neste endereço e porta.',
  connection_lost: 'A conexão terminou antes da resposta. Veja o log do seu proxy.',
  name_not_found: 'O nome do host não é conhecido. Veja os registros DNS.',
  unreachable: 'Não há caminho até este endereço a partir da máquina do Recado.',
  tls_failed: 'O certificado não vale: venceu, é de outro nome ou falta o intermediário.',
  not_http: 'O que respondeu não fala HTTP. A porta está certa?',
  redirect_not_followed: 'O endereço responde com outro. Cadastre o último endereço.',
  address_not_allowed: 'O nome leva a um endereço privado, que o operador não permite.',
  network_failed: 'A rede falhou.',
  gone: 'O endpoint respondeu 410 Gone; foi desligado e não é mais chamado.',
  unauthorized:
    'Recusado por falta de permissão: sua verificação da assinatura, um login ou um firewall está na frente.',
  notFoundHere: 'Não há nada neste caminho.',
  tooLarge: 'Um proxy aceita só corpos pequenos. Permita 1 MB.',
  tooMany: 'O endpoint está sobrecarregado e pediu paciência. O Recado desacelera para ele.',
  server: 'O próprio endpoint falhou. O log dele diz por quê.',
  other: 'Só uma resposta 2xx conta como entregue.',
};
