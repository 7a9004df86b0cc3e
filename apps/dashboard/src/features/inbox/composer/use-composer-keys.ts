import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageKeys } from '../../../lib/page-keys.ts';
import { useSendKey } from './writing/send-key.ts';

/** Tells the list of keys what the composer understands; its field handles them by itself. */
export function useComposerKeys(): void {
  const { t } = useTranslation();
  const sendKey = useSendKey();
  usePageKeys(
    t('composer.keys.heading'),
    useMemo(
      () => [
        { keys: sendKey === 'enter' ? 'Enter' : 'Ctrl+Enter', title: t('composer.keys.send') },
        { keys: sendKey === 'enter' ? 'Shift+Enter' : 'Enter', title: t('composer.keys.line') },
        { keys: 'Ctrl+B', title: t('composer.keys.bold') },
        { keys: 'Ctrl+I', title: t('composer.keys.italic') },
        { keys: 'Ctrl+Shift+X', title: t('composer.keys.strike') },
        { keys: 'Ctrl+Shift+M', title: t('composer.keys.mono') },
        { keys: '/', title: t('composer.keys.quickReply') },
        { keys: ':', title: t('composer.keys.emoji') },
        { keys: 'Escape', title: t('composer.keys.cancel') },
      ],
      [t, sendKey],
    ),
  );
}
