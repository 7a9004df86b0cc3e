/** A message of the past, as its row will say it. */
export interface PastMessage {
  /** Which of the customers it is from or to. */
  customer: number;
  direction: 'inbound' | 'outbound';
  text: string;
  status: string;
  errorCode: string | null;
  errorDetail: string | null;
  atMs: number;
  /** From accepted to sent; null for what was never sent. */
  sentAfterMs: number | null;
}

const MINUTE_MS = 60_000;
const HOURS = 24;

const asked = [
  'Bom dia! Meu pedido já saiu?',
  'Vocês entregam em Santos?',
  'Qual é o prazo para Campinas?',
  'Tem a mesa de jantar em madeira clara?',
  'Posso pagar no Pix?',
  'Preciso da segunda via do boleto, por favor.',
  'O técnico vem hoje?',
  'Quero trocar a poltrona por outra cor.',
  'Perfeito, obrigada!',
  'Combinado, estarei em casa.',
];
const answered = [
  'Olá! Seu pedido saiu para entrega e chega hoje até as 18h.',
  'Entregamos, sim! Em Santos leva 2 dias úteis.',
  'Para Campinas, o prazo é de 3 dias úteis.',
  'Temos, sim! Posso mandar as fotos por aqui?',
  'Recebemos o pagamento, obrigado!',
  'Segue a segunda via do boleto.',
  'O técnico chega entre 14h e 16h.',
  'Troca autorizada. Vamos retirar na quinta, de manhã.',
  'Por nada! Qualquer dúvida, é só chamar.',
];
export const offer = 'Só hoje na Casa Aurora: frete grátis em toda a linha de sala!';

/** What Meta says of a message that it does not deliver. */
const refusals = [
  ['131026', 'Message undeliverable'],
  ['131049', 'This message was not delivered to maintain healthy ecosystem engagement.'],
  ['131047', 'Re-engagement message'],
  ['131050', 'User has stopped marketing messages'],
] as const;

/** The same numbers at each start, so that pictures differ only where the dashboard does. */
function repeatableChance(): () => number {
  let state = 20_261_130;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const bell = (minutesAgo: number, middle: number, width: number): number =>
  Math.exp(-(((minutesAgo - middle) / width) ** 2));

/** Customers' messages in a minute: a quiet night ten hours ago, waves by day, and answers to the offer. */
const inboundRate = (minutesAgo: number): number => {
  const night = bell(minutesAgo, 11.5 * 60, 4 * 60);
  const waves = 1 + 0.3 * Math.sin(minutesAgo / 5) + 0.2 * Math.sin(minutesAgo / 2.3);
  return 3.4 * (1 - 0.95 * night) * waves + 4 * bell(minutesAgo, 27, 5);
};

/** Ours: answers a moment later, and an offer to many half an hour ago. */
const offerRate = (minutesAgo: number): number => (minutesAgo >= 28 && minutesAgo < 38 ? 8 : 0);

const pick = <T>(items: readonly T[], chance: number): T => {
  const item = items[Math.floor(chance * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
};

type Ending = Pick<PastMessage, 'status' | 'errorCode' | 'errorDetail'>;

const arrived = (status: string): Ending => ({ status, errorCode: null, errorDetail: null });

/** What became of one that we sent: the newest are not read yet. */
function endingOf(minutesAgo: number, chance: number): Ending {
  if (chance < 0.016) {
    const [errorCode, errorDetail] = pick(refusals, (chance * 1_000) % 1);
    return { status: 'failed', errorCode, errorDetail };
  }
  if (chance < (minutesAgo < 3 ? 0.6 : 0.045)) return arrived('sent');
  return arrived(chance < (minutesAgo < 12 ? 0.6 : 0.25) ? 'delivered' : 'read');
}

/** The messages of a shop's last day, in the order of time. */
export function companyDay(nowMs: number, customers: number): PastMessage[] {
  const chance = repeatableChance();
  const messages: PastMessage[] = [];
  let offers = 0;
  const add = (
    direction: PastMessage['direction'],
    text: string,
    minutesAgo: number,
    customer?: number,
  ): void => {
    const isOurs = direction === 'outbound';
    const ending = isOurs ? endingOf(minutesAgo, chance()) : arrived('delivered');
    messages.push({
      customer: customer ?? Math.floor(chance() ** 1.3 * customers),
      direction,
      text,
      ...ending,
      atMs: Math.floor(nowMs - (minutesAgo + chance()) * MINUTE_MS),
      sentAfterMs: isOurs && ending.status !== 'failed' ? Math.round(70 + 60 / (0.04 + chance())) : null,
    });
  };
  /** As many as a rate says, a part of one by chance. */
  const times = (rate: number): number => Math.floor(rate * (0.65 + 0.7 * chance()) + chance());
  for (let minutesAgo = HOURS * 60 - 1; minutesAgo >= 0; minutesAgo -= 1) {
    const inbound = times(inboundRate(minutesAgo));
    for (let n = 0; n < inbound; n += 1) add('inbound', pick(asked, chance()), minutesAgo);
    const answers = times(inboundRate(minutesAgo + 2) * 1.2);
    for (let n = 0; n < answers; n += 1) add('outbound', pick(answered, chance()), minutesAgo);
    for (let n = 0; n < offerRate(minutesAgo); n += 1) {
      add('outbound', offer, minutesAgo, offers % customers);
      offers += 1;
    }
  }
  return messages.toSorted((one, other) => one.atMs - other.atMs);
}
