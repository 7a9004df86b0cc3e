/** Words of what people write, the most frequent first; each list is drawn from with a bias to its beginning. */
export const portuguese =
  `oi bom dia tudo pedido quero obrigada entrega preço favor ainda gostaria valor cliente pode boleto pagamento pix hoje
  amanhã endereço loja produto tamanho cor disponível prazo frete nota fiscal cartão crédito débito parcelas desconto promoção
  informação informações orçamento contrato consulta agendar horário segunda terça quarta quinta sexta sábado manhã tarde noite
  atendimento atendente problema defeito troca devolução garantia reembolso cancelar confirmar confirmado enviado recebido chegou
  atrasado correios transportadora rastreio código senha acesso cadastro sistema erro funciona instalar visita técnico peça carro
  casa apartamento aluguel imóvel chave documento assinatura comprovante anexo foto vídeo áudio mensagem ligação telefone email
  médico exame receita resultado paciente convênio plano mensal anual renovação vencimento fatura segunda via juros multa saldo
  camisa vestido sapato bolsa presente aniversário festa bolo doces salgados cardápio mesa reserva restaurante pizza bebida`.split(
    /\s+/,
  );

export const english =
  `hello thanks order please shipping delivery price available size color refund return exchange payment invoice receipt card
  account password access login error support ticket appointment schedule meeting tomorrow today morning afternoon evening
  address tracking package arrived delayed confirmed cancelled warranty broken screen charger battery laptop running shoes jacket
  booking reservation room breakfast checkout airport taxi discount coupon subscription upgrade renewal contract signature`.split(
    /\s+/,
  );

export const firstNames =
  `Maria José Ana João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Luís Gabriel Rafael Daniel Marcelo Bruno Eduardo
  Felipe Juliana Adriana Fernanda Patrícia Aline Sandra Camila Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana Beatriz
  Larissa Emily Jack Olivia Noah`.split(/\s+/);

export const lastNames =
  `Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares
  Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves
  Santana Teixeira Smith Brown Taylor`.split(/\s+/);

/** In about one message of twenty, so that in a million there are some fifty thousand. */
export const FREQUENT = 'pagamento';
/** In a handful of messages. */
export const RARE = 'jabuticaba';
