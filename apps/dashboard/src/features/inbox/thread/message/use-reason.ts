import type { MessageError } from '@recado/sdk';
import { useTranslation } from 'react-i18next';

/** Why a message did not arrive, in the reader's words where they are known; else as WhatsApp says it. */
export function useReason(): (error: MessageError) => string {
  const { t, i18n } = useTranslation();
  return ({ code, detail }) => {
    const key = `thread.errors.${code}`;
    return i18n.exists(key) ? t(key, { defaultValue: detail ?? code }) : (detail ?? code);
  };
}
