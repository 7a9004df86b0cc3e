import { Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Completion } from './use-completion.ts';

/** The suggestions above the text; the focus stays in the text. */
export function Completions({
  id,
  completion: { suggestions, chosen, choose, take },
}: {
  id: string;
  completion: Completion;
}): ReactNode {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <>
      <VisuallyHidden role="status">
        {t('composer.suggestions.count', { count: suggestions.length })}
      </VisuallyHidden>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t('composer.suggestions.label')}
        className="recado-completions"
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className="recado-completion"
            onPointerMove={() => choose(index)}
            // A click must not take the focus out of the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
          >
            {suggestion.mark !== undefined && (
              <span className="recado-completion-mark" aria-hidden>
                {suggestion.mark}
              </span>
            )}
            <span className="recado-completion-name">{suggestion.name}</span>
            {suggestion.preview !== undefined && (
              <Text size="sm" c="dimmed" truncate span>
                {suggestion.preview}
              </Text>
            )}
          </div>
        ))}
      </div>
    </>
  );
}
