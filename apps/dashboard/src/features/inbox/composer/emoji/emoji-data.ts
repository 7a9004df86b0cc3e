import { queryOptions } from '@tanstack/react-query';
import { loadPart } from '../../../../lib/parts/load-part.ts';
import { emojiOf, type Emoji } from './emoji-policy.ts';

async function load(language: string): Promise<Emoji[]> {
  const { default: raw } = await loadPart(() =>
    language === 'pt-BR'
      ? import('emojibase-data/pt/compact.json')
      : import('emojibase-data/en/compact.json'),
  );
  return emojiOf(raw);
}

/** Every emoji with its names in a language; loaded when the first is looked for. */
export const emojiQuery = (language: string) =>
  queryOptions({ queryKey: ['emoji', language], queryFn: () => load(language), staleTime: Infinity });
