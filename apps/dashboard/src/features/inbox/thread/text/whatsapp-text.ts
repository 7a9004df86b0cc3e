/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: readonly Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; text: string };

/** A piece of a text: lines together, or what WhatsApp sets apart. */
export type Block =
  | { kind: 'lines' | 'quote' | 'bullets'; lines: readonly (readonly Inline[])[] }
  | { kind: 'numbers'; start: number; lines: readonly (readonly Inline[])[] }
  | { kind: 'mono'; text: string };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const isMark = (text: string): text is keyof typeof marks => Object.hasOwn(marks, text);

/** A link, code, or text between two marks that stand close to it and apart from other words. */
const PIECE =
  /(?<link>(?:https?:\/\/|www\.)[^\s<>]+)|`(?<code>[^`\n]+)`|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inner>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/u;
const END_OF_SENTENCE = /[.,;:!?)\]}'"»”]+$/;
const DEEPEST = 4;

const plain = (text: string): Inline[] => (text === '' ? [] : [{ kind: 'text', text }]);

function linkIn(found: string): Inline[] {
  const after = END_OF_SENTENCE.exec(found)?.[0] ?? '';
  const text = found.slice(0, found.length - after.length);
  const href = text.startsWith('http') ? text : `https://${text}`;
  return URL.canParse(href) ? [{ kind: 'link', href, text }, ...plain(after)] : plain(found);
}

function pieceOf({ groups = {} }: RegExpExecArray, depth: number): Inline[] {
  const { link, code, mark = '', inner = '' } = groups;
  if (link !== undefined) return linkIn(link);
  if (code !== undefined) return [{ kind: 'code', text: code }];
  return isMark(mark) ? [{ kind: marks[mark], children: inlinesOf(inner, depth + 1) }] : [];
}

/** The pieces of a line. */
export function inlinesOf(line: string, depth = 0): Inline[] {
  const inlines: Inline[] = [];
  let rest = line;
  while (rest !== '') {
    const match = depth > DEEPEST ? null : PIECE.exec(rest);
    if (match === null) break;
    inlines.push(...plain(rest.slice(0, match.index)), ...pieceOf(match, depth));
    rest = rest.slice(match.index + match[0].length);
  }
  return [...inlines, ...plain(rest)];
}

interface Line {
  kind: 'lines' | 'quote' | 'bullets' | 'numbers';
  number: number;
  text: string;
}

function lineOf(line: string): Line {
  const quote = /^> ?(.+)$/.exec(line);
  if (quote !== null) return { kind: 'quote', number: 0, text: quote[1] ?? '' };
  const bullet = /^[-*] (.+)$/.exec(line);
  if (bullet !== null) return { kind: 'bullets', number: 0, text: bullet[1] ?? '' };
  const numbered = /^(\d{1,3})\. (.+)$/.exec(line);
  if (numbered !== null) return { kind: 'numbers', number: Number(numbered[1]), text: numbered[2] ?? '' };
  return { kind: 'lines', number: 0, text: line };
}

const blockOf = ([first, ...others]: [Line, ...Line[]]): Block => {
  const lines = [first, ...others].map(({ text }) => inlinesOf(text));
  return first.kind === 'numbers'
    ? { kind: 'numbers', start: first.number, lines }
    : { kind: first.kind, lines };
};

/** Lines of one kind that stand together are one block. */
function blocksOfLines(text: string): Block[] {
  const blocks: [Line, ...Line[]][] = [];
  for (const line of text.split('\n').map(lineOf)) {
    const last = blocks.at(-1);
    if (last?.[0].kind === line.kind) last.push(line);
    else blocks.push([line]);
  }
  return blocks.map(blockOf);
}

/** The parts between fences, each second one in monospace; a fence without its other end is no fence. */
function fencedParts(text: string): string[] {
  const parts = text.split('```');
  return parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), parts.slice(-2).join('```')];
}

/** What a text of WhatsApp says and how, after WhatsApp's own rules of formatting. */
export const blocksOf = (text: string): Block[] =>
  fencedParts(text).flatMap((part, at): Block[] => {
    if (at % 2 === 1) return [{ kind: 'mono', text: part.replace(/^\n|\n$/g, '') }];
    const lines = at > 0 ? part.replace(/^\n/, '') : part;
    return lines === '' ? [] : blocksOfLines(lines);
  });

const EMOJI =
  /^(?:\p{Extended_Pictographic}(?:️|\p{Emoji_Modifier}|‍\p{Extended_Pictographic})*|\p{RI}{2}|[\d#*]️?⃣)$/u;
const MOST_BIG = 3;

/** How many emoji a text is made of; 0 when there is anything else in it, or too many of them to be shown big. */
export function bigEmoji(text: string): number {
  const segments = [...new Intl.Segmenter().segment(text.trim())].map(({ segment }) => segment);
  const isBig = segments.length <= MOST_BIG && segments.every((segment) => EMOJI.test(segment));
  return isBig ? segments.length : 0;
}
